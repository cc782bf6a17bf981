import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';
import type {ReplayAddress} from '../workers/replay-export.js';
import {bundled} from './bundle.js';

/** The recorded export in a process of its own, with so many chunks. */
export async function startReplay(chunks: number): Promise<ReplayAddress & AsyncDisposable> {
	const child = spawn(process.execPath, [bundled('replay-export'), JSON.stringify({chunks})], {stdio: ['ignore', 'pipe', 'inherit']});
	const ended = once(child, 'exit');
	const first = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
	if (typeof first[0] !== 'string') throw new Error('The recorded export ended before it said where it is.');
	return {
		...(JSON.parse(first[0]) as ReplayAddress),
		[Symbol.asyncDispose]: async () => {
			child.kill('SIGTERM');
			await ended;
		},
	};
}
