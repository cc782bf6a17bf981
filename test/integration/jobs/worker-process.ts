// A process that works on jobs until it is killed; argv: database URL, name. It says what it does, a line each.
import {existsSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {silentLogger} from '../../../source/core/process/logger.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {createJobs} from '../../../source/jobs/create-jobs.js';
import type {WorkerPayload} from './worker-payload.js';

const [, , url = '', name = ''] = process.argv;
const jobs = createJobs({address: parseDatabaseUrl(url), logger: silentLogger});
const {promise: told, resolve: tell} = Promise.withResolvers<void>();
createInterface({input: process.stdin}).once('line', () => tell());
await jobs.start();
await jobs.work({
	sync: async (payload, {attempt, signal}) => {
		const {job, holdMs = 0, blocksUntil, waitsToBeTold = false} = payload as WorkerPayload;
		console.log(`${name} starts ${job}, attempt ${attempt}`);
		// Whoever is first holds the job until it is taken away, or keeps this process from doing anything at all.
		if (attempt === 1) {
			while (blocksUntil !== undefined && !existsSync(blocksUntil)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
			await new Promise<void>(resolve => {
				setTimeout(resolve, holdMs);
				signal.addEventListener('abort', () => resolve(), {once: true});
			});
			if (signal.aborted) console.log(`${name} lets go of ${job}`);
			signal.throwIfAborted();
		} else if (waitsToBeTold) {
			await told;
		}
		console.log(`${name} ends ${job}, attempt ${attempt}`);
		return {by: name};
	},
	upkeep: () => Promise.resolve({}),
});
console.log(`${name} works`);
process.once('SIGTERM', () => {
	process.stdin.destroy();
	void jobs.drain({timeoutMs: 1000});
});
