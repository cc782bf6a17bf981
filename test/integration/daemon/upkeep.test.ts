import pg from 'pg';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import type {Database} from '../../../source/core/database.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {openDatabase} from '../../../source/database/open-database.js';
import {runUpkeep} from '../../../source/operations/run-upkeep.js';
import {clearOfMidnight} from '../../support/clear-of-midnight.js';
import {createTestDatabase, type TestDatabase} from '../../support/postgres.js';

let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;

const actor = {userId: undefined, username: 'parley', role: 'operator'} as const;
const context = () => ({database, clock: systemClock, actor});

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({url: testDatabase.url, logger: silentLogger});
	admin = new pg.Client({connectionString: testDatabase.url});
	await admin.connect();
});

// The month is asked for here and by the database.
beforeEach(clearOfMidnight);

afterAll(async () => {
	await admin.end();
	await database.close();
	await testDatabase.close();
});

const partitions = async (table: string) => (await admin.query<{name: string}>(
	`select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1`, [table])).rows.map(row => row.name);
const monthName = (table: string, monthsAgo: number) => {
	const now = new Date();
	const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo));
	return `${table}_${month.toISOString().slice(0, 7).replace('-', '_')}`;
};

test('months whose time is over are dropped, coming ones are made, and the rest stays', async () => {
	const [old, kept, next] = [monthName('api_call_logs', 6), monthName('api_call_logs', 1), monthName('api_call_logs', -3)];
	await admin.query(`create table ${old} partition of api_call_logs for values from (date_trunc('month', now() - interval '6 months')) to (date_trunc('month', now() - interval '5 months'))`);
	await admin.query(`drop table if exists ${next}`);
	const outcome = await runUpkeep(context());
	expect(outcome.partitionsDropped).toEqual([old]);
	expect(outcome.partitionsMade).toBeGreaterThanOrEqual(1);
	expect(await partitions('api_call_logs')).toEqual(expect.arrayContaining([kept, next, 'api_call_logs_default']));
	expect(await partitions('api_call_logs')).not.toContain(old);
	const {rows: [event]} = await database.stores.audit.page({targetType: 'table'}, undefined, 1);
	expect(event).toMatchObject({action: 'upkeep.drop', actor: 'parley', targetId: 'api_call_logs', detail: {partitions: [old]}});
});

test('a second time there is nothing left to do', async () => {
	await runUpkeep(context());
	expect(await runUpkeep(context())).toEqual({partitionsMade: 0, partitionsDropped: [], daemonsForgotten: 0});
});

test('daemons of long ago are forgotten, and the last beat of any is known', async () => {
	expect(await database.stores.health.findLastBeat()).toBeUndefined();
	await admin.query(`insert into daemon_heartbeats (host, pid, version, heartbeat_at) values ('old', 1, '1', now() - interval '31 days'), ('new', 2, '1', '2025-01-01T00:00Z'::timestamptz)`);
	await admin.query(`update daemon_heartbeats set heartbeat_at = now() - interval '29 days' where host = 'new'`);
	expect(await runUpkeep(context())).toMatchObject({daemonsForgotten: 1});
	const last = await database.stores.health.findLastBeat();
	expect(Math.round((Date.now() - (last?.getTime() ?? 0)) / 86_400_000)).toBe(29);
});
