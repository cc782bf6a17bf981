import {randomUUID} from 'node:crypto';
import {createConnection, createServer, type AddressInfo} from 'node:net';
import {afterAll, beforeAll, beforeEach, expect, inject, test, vi} from 'vitest';
import {createConnect} from '../../../source/composition/create-connect.js';
import {findConnectorFactory} from '../../../source/connectors/registry.js';
import type {Failpoint} from '../../../source/core/process/failpoint.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {openDatabase} from '../../../source/database/open-database.js';
import {bindOperations} from '../../../source/operations/bind-operations.js';
import type {SyncOutcome} from '../../../source/operations/run-sync.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

const total = 30;
const pageSize = 10;

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({poams: total});
	await world.otherProgram(`update sync_policies set batch_size = ${pageSize} where entity_type = 'poam'`);
	await world.sync('system');
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
	// Sequelize prints what the failure tells anyway.
	vi.spyOn(console, 'warn').mockReturnValue();
	await world.otherProgram('truncate ingestion_poams, sync_links, sync_checkpoints, sync_internal_edits cascade');
});

type Line = AsyncDisposable & {readonly url: string; readonly loseCommits: () => void; readonly lost: () => number};

/** A line to the database that can lose the answer to a commit: it is done, and whoever asked for it never hears so. */
async function openLine(): Promise<Line> {
	let losing = false;
	let lost = 0;
	const server = createServer(client => {
		const far = createConnection(`${inject('postgresSocketFolder')}/.s.PGSQL.5432`);
		let isCommitting = false;
		client.on('data', data => {
			isCommitting = losing && /commit;?\0/i.test(data.toString('latin1'));
			far.write(data);
		});
		far.on('data', data => {
			if (!isCommitting) return void client.write(data);
			losing = false;
			lost += 1;
			client.destroy();
		});
		client.on('close', () => far.destroy());
		far.on('close', () => client.destroy());
		for (const socket of [client, far]) socket.on('error', () => undefined); // 'close' follows.
	});
	await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	return {
		url: `postgresql://parley@127.0.0.1:${port}/${parseDatabaseUrl(world.url).database}`,
		loseCommits: () => {
			losing = true;
		},
		lost: () => lost,
		[Symbol.asyncDispose]: () => new Promise(resolve => void server.close(() => resolve())),
	};
}

/** A run over connections of its own, to whatever stands at `url`. */
async function runAt(url: string, failpoint: Failpoint): Promise<SyncOutcome | {readonly failure: unknown}> {
	const database = openDatabase({url, logger: silentLogger, applicationName: 'the run', maxConnections: 4});
	try {
		const operations = bindOperations({
			database, clock: systemClock, logger: silentLogger, isReadOnly: false, newId: randomUUID, failpoint,
			actor: await database.stores.users.ensure('sam', 'admin'),
			connect: createConnect({database, clock: systemClock, logger: silentLogger, version: 'test', learnSecret: () => {}}),
			connectorOptions: system => findConnectorFactory(system).options,
		});
		return await operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full'});
	} catch (error) {
		return {failure: error};
	} finally {
		await database.close();
	}
}

const rows = async () => (await world.otherProgram<{rows: number; links: number}>(`
	select (select count(*)::int from ingestion_poams) as rows, (select count(*)::int from sync_links where entity_type = 'poam') as links`))[0];

/** The next run goes on, and what then stands there is what Xacta has, once. */
async function expectWhole(): Promise<void> {
	await world.otherProgram(`update sync_leases set expires_at = now() - interval '1 second'`);
	expect(await world.sync('poam', 'full')).toMatchObject({status: 'completed', counts: {read: total, created: total}});
	expect(await rows()).toEqual({rows: total, links: total});
	expect((await world.sync('poam', 'full')).counts).toMatchObject({read: total, unchanged: total});
	const {checks} = await world.operations.verify({isDeep: true});
	expect(checks.filter(({broken}) => broken > 0).map(({name, sample}) => ({name, sample}))).toEqual([]);
}

/** The n-th time that a run passes a place. */
const atSecond = (place: string, work: () => unknown): Failpoint => {
	let passed = 0;
	return async name => {
		passed += name === place ? 1 : 0;
		if (name === place && passed === 2) await work();
	};
};

test('D1: a page whose connection is ended by the server leaves nothing, and the next run goes on', async () => {
	const {failure} = await runAt(world.url, atSecond('inbound.part-applied', () => world.otherProgram(
		`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'the run' and datname = current_database()`)));
	expect(failure).toMatchObject({code: 'DATABASE_UNREACHABLE', isRetryable: true});
	expect(await rows()).toEqual({rows: pageSize, links: pageSize});
	await expectWhole();
});

test('D2: a commit whose answer was lost is not done a second time', async () => {
	await using line = await openLine();
	const {failure} = await runAt(line.url, atSecond('inbound.part-checked', line.loseCommits));
	expect(failure).toMatchObject({code: 'DATABASE_UNREACHABLE'});
	expect(line.lost()).toBe(1);
	// It had been done.
	expect(await rows()).toEqual({rows: 2 * pageSize, links: 2 * pageSize});
	await expectWhole();
});

test('D7: a database that may only be read is an outage, and nothing is concluded from it', async () => {
	const {database} = parseDatabaseUrl(world.url);
	await world.otherProgram(`alter database ${database} set default_transaction_read_only = on`);
	try {
		expect((await runAt(world.url, () => Promise.resolve())).failure).toMatchObject({code: 'DATABASE_UNREACHABLE', isRetryable: true});
	} finally {
		await world.otherProgram('set default_transaction_read_only = off');
		await world.otherProgram(`alter database ${database} set default_transaction_read_only = off`);
	}
	expect(await rows()).toEqual({rows: 0, links: 0});
	await expectWhole();
});
