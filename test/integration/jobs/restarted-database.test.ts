import {expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {ensureEmbeddedServer} from '../../../source/database/embedded/ensure-embedded-server.js';
import {createJobs} from '../../../source/jobs/create-jobs.js';
import {migrateJobs} from '../../../source/jobs/migrate-jobs.js';
import {createEmbeddedHome, queryOnce} from '../../support/embedded-home.js';
import {waitFor} from '../../support/wait-for.js';

test('a job that runs while PostgreSQL dies and comes back is done, once, and so is what waits behind it', async () => {
	await using home = await createEmbeddedHome();
	const {url, pid} = await ensureEmbeddedServer(home);
	if (pid === undefined) throw new Error('The server has no process id.');
	const address = parseDatabaseUrl(url);
	await migrateJobs(address);
	const jobs = createJobs({address, logger: silentLogger});
	await jobs.start();
	const {promise: gate, resolve: open} = Promise.withResolvers<void>();
	const runs: string[] = [];
	await jobs.work({
		sync: async (payload, {attempt}) => {
			const {name} = payload as {readonly name: string};
			runs.push(`${name}, attempt ${attempt}`);
			if (name === 'first') await gate;
			return {name};
		},
		upkeep: () => Promise.resolve({}),
	});
	const toJob = (name: string) => ({queue: 'sync', occurrence: [name], key: name, group: 'one', payload: {name}} as const);
	await jobs.enqueue([toJob('first')]);
	await waitFor('it to start', () => runs.length > 0);
	await jobs.enqueue([toJob('second')]);
	// However long the server takes to come back: nobody is to think that the process has died.
	await queryOnce(url, `update pgboss.job set heartbeat_seconds = 600 where singleton_key = 'first'`);
	process.kill(pid, 'SIGKILL');
	await ensureEmbeddedServer(home);
	await waitFor('the queue to reach it again', () => jobs.now().then(() => true, () => false));
	open();
	const states = () => queryOnce(url, `select singleton_key as key, state::text, retry_count from pgboss.job where name = 'sync' order by 1`);
	await waitFor('both to be done', async () => (await queryOnce(url, `select from pgboss.job where name = 'sync' and state <> 'completed'`)).length === 0, {
		timeoutMs: 60_000, describe: async () => JSON.stringify(await states()),
	});
	expect(await states()).toEqual([{key: 'first', state: 'completed', retry_count: 0}, {key: 'second', state: 'completed', retry_count: 0}]);
	expect(runs).toEqual(['first, attempt 1', 'second, attempt 1']);
	await jobs.drain({timeoutMs: 1000});
});
