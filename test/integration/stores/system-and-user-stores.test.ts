import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {findActor} from '../../../source/composition/find-actor.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('a system', () => {
	const setConfigs = (rateLimit: string | null, retry: string | null) =>
		world.sql.query('update external_systems set rate_limit_config = $1, retry_config = $2', [rateLimit, retry]);
	const find = () => world.database.stores.systems.findByName('Xacta Test');

	test('has its limits as they are stored, numbers in texts included', async () => {
		await setConfigs('{"requests_per_minute": "300", "burst_capacity": 7}', '{"max_attempts": 2, "base_delay_ms": 10, "max_delay_ms": 20}');
		expect(await find()).toMatchObject({rateLimit: {requestsPerMinute: 300, burstCapacity: 7}, retry: {maxAttempts: 2, baseDelayMs: 10, maxDelayMs: 20}});
	});

	test.each([[null, null], ['{}', '[]'], ['"fast"', '7'], ['{"requests_per_minute": -1, "burst_capacity": 0}', '{"max_attempts": 0, "base_delay_ms": "soon"}']])(
		'has defaults in place of what is none: %s, %s', async (rateLimit, retry) => {
			await setConfigs(rateLimit, retry);
			expect(await find()).toMatchObject({rateLimit: {requestsPerMinute: 120, burstCapacity: 20}, retry: {maxAttempts: 5, baseDelayMs: 1000, maxDelayMs: 60_000}});
		});

	test('is found by its name in any case, by its id, and not by half a name', async () => {
		const system = await find();
		expect(await world.database.stores.systems.findByName('xacta TEST')).toEqual(system);
		expect(await world.database.stores.systems.findById(world.systemId)).toEqual(system);
		expect(await world.database.stores.systems.findByName('Xacta')).toBeUndefined();
	});

	test('keeps when it was last synced, in UTC', async () => {
		const at = new Date('2026-11-21T12:34:56Z');
		await world.database.stores.systems.markSynced(world.systemId, 'completed', at);
		expect(await find()).toMatchObject({lastSyncTime: at, lastSyncStatus: 'completed'});
		const {rows} = await world.sql.query<{at: string}>('select last_sync_time::text as at from external_systems');
		expect(rows).toEqual([{at: '2026-11-21 12:34:56'}]);
	});
});

describe('a user', () => {
	const insert = (username: string, role: string | null, status: string | null) =>
		world.sql.query('insert into users (username, role, status) values ($1, $2, $3)', [username, role, status]);

	test.each([
		['admin', 'active', 'admin', undefined], ['Operator', 'ACTIVE', 'operator', undefined], ['viewer', null, 'viewer', undefined],
		['superuser', 'active', 'viewer', 'role_unknown'], [null, 'active', 'viewer', 'role_unknown'], ['admin', 'disabled', 'viewer', 'account_not_active'],
	] as const)('with the role %s and the status %s is a %s', async (role, status, actual, restriction) => {
		const username = `${role}-${status}-${actual}`;
		await insert(username, role, status);
		expect(await world.database.stores.users.find(username)).toEqual({username, role: actual, userId: expect.any(Number), ...(restriction === undefined ? {} : {restriction})});
	});

	test('that nobody knows is not there', async () => {
		expect(await world.database.stores.users.find('nobody')).toBeUndefined();
	});

	test('is added once, also by many at a time, and never loses the role that somebody gave', async () => {
		const {users} = world.database.stores;
		const added = await Promise.all(Array.from({length: 8}, () => users.ensure('root', 'admin')));
		expect(new Set(added.map(({userId}) => userId)).size).toBe(1);
		await world.sql.query(`update users set role = 'viewer' where username = 'root'`);
		expect(await users.ensure('root', 'admin')).toMatchObject({role: 'viewer'});
	});

	test('that may not do all learns whether anybody could be asked: accounts of admins that are not active do not count', async () => {
		const {users} = world.database.stores;
		await world.sql.query(`update users set role = 'operator' where lower(role) = 'admin' and lower(status) = 'active'`);
		expect(await findActor(users, 'external')).toMatchObject({role: 'viewer', isAdminMissing: true});
		await insert('ada', 'Admin', null);
		expect(await findActor(users, 'external')).not.toHaveProperty('isAdminMissing');
	});
});
