import {afterAll, beforeAll, expect, test} from 'vitest';
import type {EntityType} from '../../../source/core/entity.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
	await world.sql.query(`insert into ingestion_poams (poam_id) values ('EDS:2026:1')`);
	await world.sql.query(`insert into ingestion_systems (system_id, name) values ('EDS:1', 'Payroll')`);
	await world.sql.query(`insert into ingestion_controls (system_id, control_id) values ('EDS:1', 'AC-2(3)')`);
	await world.sql.query(`insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, external_hash)
		select $1, 'poam', 'x', id, '{}', '' from ingestion_poams where poam_id = 'EDS:2026:1'`, [world.systemId]);
});
afterAll(() => world[Symbol.asyncDispose]());

test.each<[EntityType, string]>([['poam', 'EDS:2026:1'], ['system', 'EDS:1'], ['control', 'EDS:1:AC-2(3)']])('a %s is found by its key "%s", whatever signs are in it', async (entityType, key) => {
	const {record, links} = await world.operationsOf().getRecord({entityType, key});
	expect(record.entityId).toBe(key);
	expect(links).toHaveLength(entityType === 'poam' ? 1 : 0);
});

test.each<[EntityType, string]>([['control', 'EDS'], ['vulnerability', 'x:1'], ['poam', '']])('no %s has the key "%s"', async (entityType, key) => {
	await expect(world.operationsOf().getRecord({entityType, key})).rejects.toMatchObject({code: 'NOT_FOUND'});
});
