import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {groupKeys, type ConflictGroup, type GroupKey} from '../../../source/core/conflict-group.js';
import type {ConflictFilter} from '../../../source/core/conflict.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {putManyDisputes} from '../../support/many-disputes.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
	const [first = 0] = await putManyDisputes(world, {count: 12, field: 'poc'});
	await putManyDisputes(world, {count: 7, field: 'status', reason: 'initial_mismatch', internal: `'Ongoing'`, external: `'Completed'`});
	await putManyDisputes(world, {count: 3, field: 'poc', reason: 'frozen'});
	await world.sql.query(`update ingestion_poams set risk_rating = case when id % 3 = 0 then 'High' when id % 3 = 1 then 'very low' end`);
	await world.sql.query(`update sync_conflicts set assigned_to = case (id - $1) % 4 when 0 then 'kim' when 1 then 'sam' end`, [first]);
	await world.sql.query(`update sync_conflicts set created_at = (now() at time zone 'UTC') - ((id - $1) * interval '2 days') - interval '20 minutes'`, [first]);
	// Whoever is settled is counted by nobody.
	await world.sql.query(`insert into sync_conflicts (external_system_id, entity_type, entity_id, conflict_type, field_name, reason, resolution_status)
		values ($1, 'poam', 'done', 'field_mismatch', 'poc', 'both_changed', 'resolved'), ($1, 'poam', 'GONE', 'missing_record', null, 'vanished', 'pending')`, [world.systemId]);
});
afterAll(() => world[Symbol.asyncDispose]());

const groupsOf = (by: GroupKey, filter: ConflictFilter = {}) => world.operationsOf({}).listConflictGroups({by, filter});
const countsOf = (groups: readonly ConflictGroup[]) => groups.map(({value, count}) => [value, count] as const);

describe.each(groupKeys)('by %s', by => {
	test.each([{}, {fieldName: 'poc'}, {assignedTo: 'kim'}] as const)('each group finds as many conflicts as it counts, and none is in two (%o)', async filter => {
		const groups = await groupsOf(by, filter);
		const found = await Promise.all(groups.map(async ({predicate}) => (await world.database.stores.conflicts.page({...filter, status: 'pending', where: predicate}, undefined, 100)).rows));
		expect(groups.map(({count}) => count)).toEqual(found.map(rows => rows.length));
		const ids = found.flatMap(rows => rows.map(({id}) => id));
		const all = await world.database.stores.conflicts.page({...filter, status: 'pending'}, undefined, 100);
		expect(ids.toSorted((left, right) => left - right)).toEqual(all.rows.map(({id}) => id));
	});
});

test('what they have in common is named, most first; severities come worst first, ages newest first', async () => {
	expect(countsOf(await groupsOf('field'))).toEqual([['poc', 15], ['status', 7], [null, 1]]);
	expect(countsOf(await groupsOf('reason'))).toEqual([['both_changed', 12], ['initial_mismatch', 7], ['frozen', 3], ['vanished', 1]]);
	expect(countsOf(await groupsOf('assignee'))).toEqual([[null, 11], ['kim', 6], ['sam', 6]]);
	expect((await groupsOf('severity')).map(({value}) => value)).toEqual(['high', 'info', null]);
	expect((await groupsOf('age')).map(({value}) => value)).toEqual(['under an hour', 'under a week', 'under 30 days', '30 days and more']);
});

test('the oldest of a group is told', async () => {
	const [nobody] = await groupsOf('assignee');
	const {rows} = await world.sql.query<{oldest: Date}>(`select created_at as oldest from sync_conflicts where resolution_status = 'pending' and assigned_to is null order by id limit 1`);
	expect(nobody?.oldestAt.getTime()).toBe(rows[0]?.oldest.getTime());
});

test('severities come from the records of each entity type, and from nowhere for those that have none', async () => {
	const before = new Map(countsOf(await groupsOf('severity')));
	const put = (entityType: string, record: string): Promise<unknown> => world.sql.query(`with record as (${record})
		insert into sync_conflicts (external_system_id, entity_type, entity_id, conflict_type, field_name, reason, resolution_status, internal_id)
		select $1, '${entityType}', '${entityType}-1', 'field_mismatch', 'x', 'both_changed', 'pending', id from record`, [world.systemId]);
	await put('asset', `insert into ingestion_assets (asset_uuid, criticality_rating) values (gen_random_uuid(), ' Critical ') returning id`);
	await put('vulnerability', `insert into ingestion_vulnerabilities (severity) values (4) returning id`);
	await put('control', 'select 1 as id');
	const after = countsOf(await groupsOf('severity'));
	expect(after).toEqual([['critical', 2], ['high', before.get('high')], ['info', before.get('info')], [null, (before.get(null) ?? 0) + 1]]);
});
