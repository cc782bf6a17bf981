import * as fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ConflictFilter} from '../../../source/core/conflict.js';
import type {ConflictStore} from '../../../source/core/stores/conflict-store.js';
import {createConflictStore} from '../../../source/database/stores/conflict-store.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
let conflicts: ConflictStore;
beforeAll(async () => {
	world = await createConflictWorld();
	({conflicts} = world.database.stores);
});
afterAll(() => world[Symbol.asyncDispose]());

/** Rows straight into the table: what the rollup must keep up with, whoever writes. */
const insertMany = (rows: readonly {readonly field: string | null; readonly reason: string; readonly status: string}[]) => world.sql.query(
	`insert into sync_conflicts (external_system_id, entity_type, entity_id, conflict_type, field_name, reason, resolution_status)
	select $1, 'poam', gen_random_uuid()::text, 'field_mismatch', r.field, r.reason, r.status
	from jsonb_to_recordset($2::jsonb) as r(field text, reason text, status text)`, [world.systemId, JSON.stringify(rows)]);

describe('absent, null and values', () => {
	test('come back as three different things', async () => {
		const {id} = await world.dispute({field: 'poc', internal: null, external: ''});
		expect(await conflicts.find(id)).toMatchObject({baseValue: undefined, internalValue: null, externalValue: ''});
	});

	test('are kept for undo to the letter', async () => {
		const {id} = await world.dispute({field: 'poc', internal: 'a'});
		const before = {internal: null, base: undefined, theirs: {deep: [1, null]}, edit: {before: null, changedAt: new Date('2026-11-21T07:55:00.123Z'), changedBy: 'app', isDecided: false}};
		await conflicts.settle(id, {status: 'resolved', action: 'edit', value: undefined, userId: undefined, username: 'sam', at: new Date('2026-11-21T08:00:00.500Z'), before});
		expect(await conflicts.findStateBefore(id)).toEqual(before);
		expect(await conflicts.find(id)).toMatchObject({resolvedValue: undefined, resolvedAt: new Date('2026-11-21T08:00:00.500Z')});
	});
});

test('pages by key give every match once, in order, while others are settled between two pages', async () => {
	await insertMany(Array.from({length: 25}, (_, index) => ({field: index % 2 === 0 ? 'paged' : 'other', reason: 'both_changed', status: 'pending'})));
	const filter: ConflictFilter = {status: 'pending', fieldName: 'paged'};
	const seen: number[] = [];
	let after: number | undefined;
	do {
		const page = await conflicts.page(filter, after, 5);
		seen.push(...page.rows.map(conflict => conflict.id));
		await world.sql.query(`update sync_conflicts set resolution_status = 'ignored' where id = $1`, [seen[0]]);
		after = page.next;
	} while (after !== undefined);
	expect(seen).toHaveLength(13);
	expect(seen).toEqual([...new Set(seen)].sort((left, right) => left - right));
});

test('a text is looked for as it is: percent signs and underscores mean themselves', async () => {
	await world.sql.query(
		`insert into sync_conflicts (external_system_id, entity_type, entity_id, entity_label, conflict_type, field_name, reason)
		values ($1, 'poam', 'K-100%_a', 'x', 'field_mismatch', 'f', 'both_changed'), ($1, 'poam', 'K-100xya', 'x', 'field_mismatch', 'f', 'both_changed')`, [world.systemId]);
	const find = async (text: string) => (await conflicts.page({text}, undefined, 10)).rows.map(({entityId}) => entityId);
	expect(await find('100%_A')).toEqual(['K-100%_a']);
	expect(await find('k-100')).toEqual(['K-100%_a', 'K-100xya']);
	expect(await find('\\')).toEqual([]);
});

describe('the causes', () => {
	const countRows = async () => (await world.sql.query<{field: string; reason: string; count: number; oldest: Date}>(
		`select coalesce(field_name, '') as field, reason, count(*)::int as count from sync_conflicts where resolution_status = 'pending' group by 1, 2 order by 1, 2`)).rows;

	test('are what the rows are, after any sequence of inserts, settlements, undos and deletes', async () => {
		const field = fc.constantFrom('a', 'b', null);
		const reason = fc.constantFrom('both_changed', 'drift');
		const status = fc.constantFrom('pending', 'resolved', 'ignored');
		const step = fc.oneof(
			fc.record({kind: fc.constant('insert' as const), rows: fc.array(fc.record({field, reason, status}), {minLength: 1, maxLength: 6})}),
			fc.record({kind: fc.constant('move' as const), field, to: status}),
			fc.record({kind: fc.constant('rename' as const), from: reason, to: reason}),
			fc.record({kind: fc.constant('delete' as const), status}),
		);
		await fc.assert(fc.asyncProperty(fc.array(step, {minLength: 1, maxLength: 8}), async steps => {
			for (const one of steps) {
				if (one.kind === 'insert') await insertMany(one.rows);
				else if (one.kind === 'move') await world.sql.query('update sync_conflicts set resolution_status = $2 where field_name is not distinct from $1', [one.field, one.to]);
				else if (one.kind === 'rename') await world.sql.query('update sync_conflicts set reason = $2 where reason = $1', [one.from, one.to]);
				else await world.sql.query('delete from sync_conflicts where resolution_status = $1', [one.status]);
			}
			const causes = (await conflicts.listCauses({})).map(cause => ({field: cause.fieldName ?? '', reason: cause.reason, count: cause.count}));
			const byName = (left: {field: string; reason: string}, right: {field: string; reason: string}) => `${left.field} ${left.reason}` < `${right.field} ${right.reason}` ? -1 : 1;
			expect([...causes].sort(byName)).toEqual((await countRows()).sort(byName));
			expect(await conflicts.countPending()).toBe(causes.reduce((sum, cause) => sum + cause.count, 0));
		}), {numRuns: 25});
	});

	test('name the oldest of each, with a field or without', async () => {
		await world.sql.query('delete from sync_conflicts');
		await insertMany([{field: 'a', reason: 'drift', status: 'pending'}, {field: null, reason: 'vanished', status: 'pending'}]);
		await world.sql.query(`update sync_conflicts set created_at = '2026-01-02T03:04:05'`);
		await insertMany([{field: 'a', reason: 'drift', status: 'pending'}, {field: null, reason: 'vanished', status: 'pending'}]);
		const causes = await conflicts.listCauses({});
		expect(causes.map(({count, oldestAt}) => ({count, oldestAt}))).toEqual(Array.from({length: 2}, () => ({count: 2, oldestAt: new Date('2026-01-02T03:04:05Z')})));
	});

	test('are most first, and only those asked for', async () => {
		await world.sql.query('delete from sync_conflicts');
		await insertMany([
			{field: 'a', reason: 'drift', status: 'pending'}, {field: 'b', reason: 'drift', status: 'pending'},
			{field: 'b', reason: 'drift', status: 'pending'}, {field: null, reason: 'vanished', status: 'pending'},
		]);
		await world.sql.query(`update sync_conflicts set assigned_to = 'kim' where field_name = 'b' and id = (select min(id) from sync_conflicts where field_name = 'b')`);
		const list = async (filter: ConflictFilter) => (await conflicts.listCauses(filter)).map(({fieldName, count}) => [fieldName, count]);
		expect((await list({}))[0]).toEqual(['b', 2]);
		expect(await list({fieldName: null})).toEqual([[undefined, 1]]);
		expect(await list({reason: 'drift', fieldName: 'a'})).toEqual([['a', 1]]);
		expect(await list({assignedTo: 'kim'})).toEqual([['b', 1]]);
		expect(await list({entityType: 'asset'})).toEqual([]);
		expect(await list({status: 'ignored'})).toEqual([]);
	});
});

test('the lists of open conflicts are answered from indexes, not by reading the table', async () => {
	await world.sql.query('delete from sync_conflicts');
	await world.sql.query(
		`insert into sync_conflicts (external_system_id, entity_type, entity_id, conflict_type, field_name, reason, resolution_status)
		select $1, 'poam', 'E-' || n, 'field_mismatch', 'f' || n % 7, 'both_changed', case when n % 50 = 0 then 'pending' else 'resolved' end from generate_series(1, 20000) n`, [world.systemId]);
	await world.sql.query('analyze sync_conflicts');
	const explain = async (text: string, values: readonly unknown[]) =>
		(await world.sql.query<{'QUERY PLAN': string}>(`explain ${text}`, [...values])).rows.map(row => row['QUERY PLAN']).join('\n');
	// The statements as the store sends them, caught on their way.
	const sent: {text: string; values: readonly unknown[]}[] = [];
	const spied = createConflictStore({
		query: (text, values = []) => {
			sent.push({text, values});
			return Promise.resolve([]);
		},
		queryLong: () => Promise.resolve([]),
		copyIn: () => Promise.resolve(),
	}, {columnsOf: () => Promise.resolve(new Map())});
	await spied.page({status: 'pending'}, 100, 50);
	await spied.listCauses({});
	for (const {text, values} of sent) expect(await explain(text, values)).not.toContain('Seq Scan on sync_conflicts ');
});
