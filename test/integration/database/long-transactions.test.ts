import pg from 'pg';
import {afterAll, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';
import {describeLongTransaction} from '../../../source/core/long-transaction.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {openDatabase} from '../../../source/database/open-database.js';
import {usualPatience} from '../../../source/database/patience.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {waitFor} from '../../support/wait-for.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 30});
	await world.otherProgram(`update sync_policies set batch_size = 10 where entity_type = 'poam'`);
	await world.sync('system');
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
	// Sequelize prints what the failure tells anyway.
	vi.spyOn(console, 'warn').mockReturnValue();
});

const count = async (table: string) => (await world.otherProgram<{count: number}>(`select count(*)::int as count from ${table}`))[0]?.count ?? 0;

test('a page of ours that is left open is ended by the server: nothing of it is kept, the run says so, and the next one goes on', async () => {
	const impatient = openDatabase({url: world.url, logger: silentLogger, applicationName: 'impatient', maxConnections: 4, patience: {...usualPatience, idleMs: 3000}});
	const isOpen = async () => (await world.otherProgram(`select from pg_stat_activity where application_name = 'impatient' and datname = current_database() and xact_start is not null`)).length > 0;
	let pages = 0;
	const stuck = world.bind({
		database: impatient,
		failpoint: async name => {
			if (name !== 'inbound.part-applied' || ++pages !== 2) return;
			await waitFor('the server to end it', async () => !(await isOpen()));
		},
	});
	const {runs: [run], failure} = await stuck.runSync({systemName: 'Xacta 360', entityType: 'poam'});
	expect(failure).toMatchObject({code: 'DATABASE_UNREACHABLE', isRetryable: true});
	expect(run?.children).toMatchObject([{status: 'failed', problems: [expect.stringContaining('The connection to the database')]}]);
	// One page is whole, and the lease is given back.
	expect([await count('ingestion_poams'), await count('sync_links l where l.entity_type = \'poam\''), await count('sync_leases')]).toEqual([10, 10, 0]);
	await impatient.close();
	expect(await world.sync('poam')).toMatchObject({status: 'completed', counts: {read: 30, created: 30}});
	expect(await count('ingestion_poams')).toBe(30);
});

describe('a transaction of another program', () => {
	const now = {idleSeconds: 0, seconds: 0};
	const begin = async (work: (client: pg.Client) => Promise<void>) => {
		const client = new pg.Client({connectionString: world.url, application_name: 'nightly export'});
		await client.connect();
		try {
			await client.query('begin');
			await client.query(`update ingestion_poams set poc = poc where poam_id = (select min(poam_id) from ingestion_poams)`);
			await work(client);
			await client.query('rollback');
		} finally {
			await client.end();
		}
	};

	test('is told with whoever left it open, and with what it holds', async () => {
		await begin(async () => {
			const found = await world.database.stores.health.listLongTransactions(now);
			expect(found).toMatchObject([{user: 'parley', application: 'nightly export', isIdle: true, holdsBackVacuum: true, lockedTables: ['ingestion_poams']}]);
			const [long] = found;
			expect(long && describeLongTransaction({...long, openSeconds: 754})).toBe(
				`A transaction of parley (nightly export), process ${long?.pid} has been open for 12 minutes, waiting for its program: it locks ingestion_poams, and it keeps vacuum from clearing anything since.`);
		});
	});

	test('is none as long as it is short, and none is told to a role that may not see it', async () => {
		await begin(async () => {
			expect((await world.operations.getHealth()).longTransactions).toEqual([]);
			await world.otherProgram(`do $$ begin if not exists (select from pg_roles where rolname = 'sees_little') then create role sees_little login; end if; end $$`);
			const url = world.url.replace('parley@', 'sees_little@');
			const database = openDatabase({url, logger: silentLogger, maxConnections: 1});
			expect(await database.stores.health.listLongTransactions(now)).toEqual([]);
			await database.close();
		});
	});
});
