import {randomUUID} from 'node:crypto';
import {rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import pg from 'pg';
import {expect, onTestFinished, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {createJobs} from '../../../source/jobs/create-jobs.js';
import {migrateJobs} from '../../../source/jobs/migrate-jobs.js';
import {createEmptyDatabase} from '../../support/postgres.js';
import {waitFor} from '../../support/wait-for.js';
import {startWorker} from './start-worker.js';
import type {WorkerPayload} from './worker-payload.js';

test('a process that stood still, frozen or blocked, loses its job to another, learns it, and harms nothing when it goes on', async () => {
	await using database = await createEmptyDatabase();
	const unblocking = join(tmpdir(), `parley-unblock-${randomUUID()}`);
	onTestFinished(() => rm(unblocking, {force: true}));
	const address = parseDatabaseUrl(database.url);
	await migrateJobs(address);
	const jobs = createJobs({address, logger: silentLogger});
	await jobs.start();
	const admin = new pg.Client({connectionString: database.url});
	await admin.connect();
	const stateOf = async () => (await admin.query<{key: string; state: string; retry_count: number; output: object | null}>(`
		select singleton_key as key, state::text, retry_count, output from pgboss.job where name = 'sync' order by 1`)).rows;
	/** As if it had not been heard of for longer than a job may be silent. */
	const letTimePass = (key: string) => admin.query(`update pgboss.job set heartbeat_on = heartbeat_on - interval '20 seconds' where singleton_key = $1`, [key]);
	const enqueue = (key: string, payload: Omit<WorkerPayload, 'job'>) => jobs.enqueue([{queue: 'sync', occurrence: [key], key, payload: {job: key, waitsToBeTold: true, ...payload}}]);
	{
		await using frozen = startWorker(database.url, 'frozen');
		const started = (worker: {readonly lines: readonly string[]}, text: string) => waitFor(text, () => worker.lines.includes(text), {describe: () => worker.lines.join('\n'), timeoutMs: 60_000});
		await started(frozen, 'frozen works');
		await enqueue('a', {holdMs: 3_600_000});
		await started(frozen, 'frozen starts a, attempt 1');
		process.kill(frozen.pid, 'SIGSTOP');
		await using blocked = startWorker(database.url, 'blocked');
		await started(blocked, 'blocked works');
		await enqueue('b', {blocksUntil: unblocking, holdMs: 3_600_000});
		await started(blocked, 'blocked starts b, attempt 1');
		await using heir = startWorker(database.url, 'heir');
		await started(heir, 'heir works');
		await letTimePass('a');
		await letTimePass('b');
		await started(heir, 'heir starts a, attempt 2');
		await started(heir, 'heir starts b, attempt 2');
		process.kill(frozen.pid, 'SIGCONT');
		await writeFile(unblocking, '');
		await started(frozen, 'frozen lets go of a');
		await started(blocked, 'blocked lets go of b');
		// What those two gave back has not touched the attempts of the heir.
		expect(await stateOf()).toMatchObject([{key: 'a', state: 'active', retry_count: 1}, {key: 'b', state: 'active', retry_count: 1}]);
		heir.say('go on');
		await waitFor('both to be done', async () => (await stateOf()).every(({state}) => state === 'completed'), {describe: async () => JSON.stringify(await stateOf())});
		expect(await stateOf()).toMatchObject([{output: {by: 'heir'}, retry_count: 1}, {output: {by: 'heir'}, retry_count: 1}]);
		expect([frozen, blocked, heir].flatMap(({lines}) => lines).filter(line => line.includes(' ends '))).toHaveLength(2);
	}
	await jobs.drain({timeoutMs: 100});
	await admin.end();
});
