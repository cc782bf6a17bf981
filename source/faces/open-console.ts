import type {ReadStream, WriteStream} from 'node:tty';
import type {Config} from '../config/schema.js';
import {version} from '../composition/version.js';
import type {Operations} from '../operations/operations.js';

export type OpenConsoleOptions = {
	readonly config: Config;
	readonly operations: () => Promise<Operations>;
	readonly environmentName: string | undefined;
	readonly stdin: ReadStream;
	readonly stdout: WriteStream;
};

/** Loads the console only now: the daemon and the commands never pay for Ink and React. */
export async function openConsole({config, operations, environmentName, stdin, stdout}: OpenConsoleOptions): Promise<number> {
	const {runConsole} = await import('../ui/run-console.js');
	return runConsole({operations, version, environmentName, isReadOnly: config.isReadOnly, stdin, stdout});
}
