import {afterAll, beforeAll, expect, test} from 'vitest';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('a clock that is put back by an hour keeps nobody waiting for an hour', async () => {
	const {traffic} = world.database.stores;
	const limit = {requestsPerMinute: 1, burstCapacity: 5};
	await traffic.takeToken(world.systemId, limit);
	await world.sql.query(`update integration_health set limiter_tokens = 1, limiter_updated_at = now() + interval '1 hour' where external_system_id = $1`, [world.systemId]);
	expect(await traffic.takeToken(world.systemId, limit)).toMatchObject({isGranted: true});
	const {isGranted, waitMs} = await traffic.takeToken(world.systemId, limit);
	expect(isGranted).toBe(false);
	expect(waitMs).toBeLessThanOrEqual(60_000);
});

test('a wait for a pause that somebody asked for is told from one for the next token', async () => {
	const {traffic} = world.database.stores;
	const limit = {requestsPerMinute: 1, burstCapacity: 1};
	await world.sql.query('update integration_health set limiter_tokens = 0, limiter_updated_at = now() where external_system_id = $1', [world.systemId]);
	expect(await traffic.takeToken(world.systemId, limit)).toMatchObject({isGranted: false, isPaused: false});
	await traffic.pauseUntil(world.systemId, new Date(Date.now() + 3_600_000));
	expect(await traffic.takeToken(world.systemId, limit)).toMatchObject({isGranted: false, isPaused: true});
});
