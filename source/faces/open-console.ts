import process from 'node:process';
import type {Config} from '../config/schema.js';
import {createHeapRoom, type HeapRoom} from '../composition/create-heap-room.js';
import {version} from '../composition/version.js';
import type {Logger} from '../core/process/logger.js';
import type {Operations} from '../operations/operations.js';
import {withHeapRoom} from './with-heap-room.js';
import {withLoggedBugs} from './with-logged-bugs.js';

/** Loads the console only now: the daemon and the commands never pay for Ink and React. Gives the exit code. */
export async function openConsole({environment, isProduction, isReadOnly, terminal, programs, hotkeys, theme, isSpoken}: Config, open: () => Promise<{readonly operations: Operations; readonly logger: Logger}>): Promise<number> {
	const {runConsole} = await import('../ui/run-console.js');
	let room: HeapRoom | undefined;
	return runConsole({
		operations: async () => {
			const {operations, logger} = await open();
			room ??= createHeapRoom();
			return withHeapRoom(withLoggedBugs(operations, logger), room);
		},
		version, isProduction, isReadOnly, terminal, programs, hotkeys, theme, isSpoken, environmentName: environment,
		stdin: process.stdin, stdout: process.stdout, stderr: process.stderr,
	});
}
