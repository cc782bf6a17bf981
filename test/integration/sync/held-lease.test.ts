import {randomUUID} from 'node:crypto';
import pg from 'pg';
import {afterAll, beforeAll, beforeEach, expect, onTestFinished, test} from 'vitest';
import type {Database} from '../../../source/core/database.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import type {PairKey} from '../../../source/core/pair-key.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {openDatabase} from '../../../source/database/open-database.js';
import type {SyncDependencies} from '../../../source/sync/dependencies.js';
import {holdLease, type HeldLease} from '../../../source/sync/held-lease.js';
import {createTestDatabase, type TestDatabase} from '../../support/postgres.js';
import {waitFor} from '../../support/wait-for.js';

let testDatabase: TestDatabase;
let database: Database;
let other: pg.Client;
let pair: PairKey;
const me = {owner: 'sam', host: 'jump1', pid: 1};
const kim = {owner: 'kim', host: 'jump2', pid: 2};

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({url: testDatabase.url, logger: silentLogger, maxConnections: 6});
	other = new pg.Client({connectionString: testDatabase.url});
	await other.connect();
	const {rows} = await other.query<{id: number}>(`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config) values ('Xacta', 'xacta', '', 'rest', '{}') returning id`);
	pair = {externalSystemId: rows[0]?.id ?? 0, entityType: 'poam'};
});
beforeEach(() => other.query('truncate sync_leases'));
afterAll(async () => {
	await other.end();
	await database.close();
	await testDatabase.close();
});

/** A holder on a machine that stands still for this long has lost its lease; so it is no shorter. */
const termMs = 5000;

async function hold(leaseMs: number, holder = me): Promise<HeldLease> {
	const dependencies: SyncDependencies = {
		database, clock: systemClock, logger: silentLogger, newId: randomUUID, holder, leaseMs, connect: () => Promise.reject(new Error('nothing is connected')),
	};
	const lease = await holdLease(dependencies, pair, 'Xacta POA&Ms', randomUUID());
	onTestFinished(() => lease.release());
	return lease;
}

const heartbeat = async () => (await other.query<{at: Date}>('select heartbeat_at as at from sync_leases')).rows[0]?.at.getTime() ?? 0;
const isTakeOverWaiting = async () => (await other.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into sync_leases%'`)).rowCount === 1;

test('a holder whose renewals get no answer stops by itself once its time is over', async () => {
	const lease = await hold(600);
	await other.query('begin');
	await other.query('select from sync_leases for update');
	await waitFor('it to stop', () => lease.signal.aborted);
	expect(lease.signal.reason).toMatchObject({code: 'SYNC_ALREADY_RUNNING'});
	await expect(lease.prove()).rejects.toMatchObject({code: 'SYNC_ALREADY_RUNNING'});
	await other.query('rollback');
});

test('a proof that gets no answer ends with the term, and not later', async () => {
	const lease = await hold(600);
	await other.query('begin');
	await other.query('select from sync_leases for update');
	await expect(lease.prove()).rejects.toMatchObject({code: 'SYNC_ALREADY_RUNNING'});
	await other.query('rollback');
});

test('a holder that is answered holds on beyond its term: not even a transaction that takes longer holds up its renewals, nor itself', async () => {
	const lease = await hold(termMs);
	await database.transact(async stores => {
		await lease.fence(stores);
		const begun = await heartbeat();
		await waitFor('renewals beside the transaction', async () => (await heartbeat()) - begun > termMs);
	});
	expect(lease.signal.aborted).toBe(false);
	await lease.prove();
});

test('a take-over waits for the transaction that was begun under the old token', async () => {
	const lease = await hold(3_600_000);
	let taken: Promise<HeldLease> | undefined;
	await database.transact(async stores => {
		await lease.fence(stores);
		await other.query(`update sync_leases set expires_at = now() - interval '1 second'`);
		taken = hold(15_000, kim);
		await waitFor('the take-over to wait', isTakeOverWaiting);
	});
	expect((await taken)?.token).not.toBe(lease.token);
	await expect(database.transact(stores => lease.fence(stores))).rejects.toMatchObject({code: 'SYNC_ALREADY_RUNNING'});
});

test('whoever lost the lease learns it from the proof', async () => {
	const lease = await hold(3_600_000);
	await other.query(`update sync_leases set token = nextval('sync_fencing_tokens')`);
	await expect(lease.prove()).rejects.toMatchObject({code: 'SYNC_ALREADY_RUNNING'});
	expect(lease.signal.aborted).toBe(true);
});

test('a lease whose holder is dead is taken over also when the clock was put back by an hour', async () => {
	const run = randomUUID();
	await other.query(
		`insert into sync_leases (external_system_id, entity_type, owner, host, pid, token, operation_id, acquired_at, heartbeat_at, expires_at)
		select $1, $2, 'kim', 'jump2', 2, nextval('sync_fencing_tokens'), $3, later, later, later + interval '15 seconds' from (select now() + interval '1 hour' as later) at`,
		[pair.externalSystemId, pair.entityType, run]);
	expect((await database.stores.leases.find(pair))?.expiresAt.getTime()).toBeLessThan(Date.now());
	const lease = await hold(15_000);
	expect(await heartbeat()).toBeLessThanOrEqual(Date.now() + 1000);
	expect(await database.stores.leases.acquire(pair, kim, randomUUID(), 15)).toBeUndefined();
	await lease.release();
});

test('and no living one is, when the clock was put back by less than its term', async () => {
	await hold(15_000);
	await other.query(`update sync_leases set heartbeat_at = heartbeat_at + interval '10 seconds', expires_at = expires_at + interval '10 seconds'`);
	expect(await database.stores.leases.acquire(pair, kim, randomUUID(), 15)).toBeUndefined();
});
