import {expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {createJobs} from '../../../source/jobs/create-jobs.js';
import {migrateJobs} from '../../../source/jobs/migrate-jobs.js';
import {createEmptyDatabase} from '../../support/postgres.js';
import {waitFor} from '../../support/wait-for.js';
import {startWorker} from './start-worker.js';

test('the job of a process that was killed is taken over, once, by one of the others', async () => {
	await using database = await createEmptyDatabase();
	const address = parseDatabaseUrl(database.url);
	await migrateJobs(address);
	const jobs = createJobs({address, logger: silentLogger});
	await jobs.start();
	{
		await using first = startWorker(database.url, 'first');
		await using second = startWorker(database.url, 'second');
		await using third = startWorker(database.url, 'third');
		const workers = [first, second, third];
		const told = (text: string) => workers.flatMap(worker => worker.lines).filter(line => line.includes(text));
		const describe = () => workers.map(worker => worker.lines.join('\n')).join('\n---\n');
		await waitFor('all to work', () => told('works').length === 3, {describe, timeoutMs: 60_000});
		await jobs.enqueue([{queue: 'sync', occurrence: ['a'], key: 'a', payload: {job: 'a', holdMs: 3_600_000}}]);
		await waitFor('one to start', () => told('starts a, attempt 1').length === 1, {describe, timeoutMs: 60_000});
		const holder = workers.find(worker => worker.lines.some(line => line.includes('starts')));
		await holder?.kill();
		await waitFor('another to finish it', () => told('ends a, attempt 2').length === 1, {describe, timeoutMs: 60_000});
		expect(told('starts')).toHaveLength(2);
		expect(holder?.lines.some(line => line.includes('attempt 2'))).toBe(false);
		for (const worker of workers.filter(other => other !== holder)) {
			process.kill(worker.pid, 'SIGTERM');
			expect(await worker.exitCode).toBe(0);
		}
	}
	await jobs.drain({timeoutMs: 100});
});
