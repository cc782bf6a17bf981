import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Conflict, ConflictFilter} from '../../../source/core/conflict.js';
import type {KeyPage} from '../../../source/core/page.js';
import {parseConflictPredicate} from '../../../source/core/predicate/parse-conflict-predicate.js';
import {createCatalog} from '../../../source/database/catalog.js';
import {createConflictStore} from '../../../source/database/stores/conflict-store.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

// Conflicts of one cause first, and the few of the others at the end: where a walk by id would pass by all before them.
const common = 20_000;
const rare = 300;
const limit = 100;

let world: ConflictWorld;
let lastId: number;
beforeAll(async () => {
	world = await createConflictWorld();
	await world.sql.query(`
		insert into sync_conflicts (external_system_id, entity_type, entity_id, conflict_type, field_name, reason, assigned_to)
		select $1, 'poam', 'P-' || n, 'field_mismatch', case when n <= $2 then 'poc' when n % 3 = 0 then null else 'status' end, case when n <= $2 then 'both_changed' else 'drift' end,
			case when n % 3 = 1 and n > $2 then 'kim' end
		from generate_series(1, $2::integer + $3::integer) n order by n`, [world.systemId, common, rare]);
	await world.sql.query('analyze sync_conflicts');
	const {rows: [last]} = await world.sql.query<{id: number}>('select max(id)::integer as id from sync_conflicts');
	lastId = last?.id ?? 0;
});
afterAll(() => world[Symbol.asyncDispose]());

type PlanNode = {readonly 'Node Type': string; readonly 'Relation Name'?: string; readonly 'Actual Rows': number; readonly 'Actual Loops': number; readonly 'Rows Removed by Filter'?: number; readonly Plans?: readonly PlanNode[]};

const flatten = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

/** A page, and how the database came by it: which ways it read the table, and how many of its rows it looked at. */
async function read(filter: ConflictFilter, way: 'page' | 'pageBefore', from: number | undefined): Promise<{readonly page: KeyPage<Conflict>; readonly scans: ReadonlySet<string>; readonly looked: number}> {
	const nodes: PlanNode[] = [];
	const query = async <Row>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => {
		const {rows: [explained]} = await world.sql.query<{'QUERY PLAN': readonly {readonly Plan: PlanNode}[]}>(`explain (analyze, format json) ${text}`, [...values]);
		nodes.push(...(explained?.['QUERY PLAN'] ?? []).flatMap(({Plan}) => flatten(Plan)).filter(node => node['Relation Name'] === 'sync_conflicts'));
		return (await world.sql.query<Row & object>(text, [...values])).rows;
	};
	const sql = {query} as Parameters<typeof createConflictStore>[0];
	const page = await createConflictStore(sql, createCatalog(sql))[way](filter, from, limit);
	return {page, scans: new Set(nodes.map(node => node['Node Type'])), looked: nodes.reduce((sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'], 0)};
}

const filters: ReadonlyArray<readonly [string, () => ConflictFilter, number]> = [
	['everything', () => ({status: 'pending'}), common + rare],
	['a system', () => ({status: 'pending', externalSystemId: world.systemId}), common + rare],
	['a rare cause', () => ({status: 'pending', externalSystemId: world.systemId, entityType: 'poam', fieldName: 'status', reason: 'drift'}), 200],
	['whole records', () => ({status: 'pending', fieldName: null}), 100],
	['a rare reason', () => ({status: 'pending', reason: 'drift'}), rare],
	['a choice of fields', () => ({status: 'pending', where: parseConflictPredicate('field:status or field:(record)', [])}), rare],
	['all but a field', () => ({status: 'pending', where: parseConflictPredicate('not field:poc', [])}), rare],
	['an assignee', () => ({status: 'pending', assignedTo: 'kim'}), 100],
];

const ways: ReadonlyArray<readonly [string, 'page' | 'pageBefore', () => number | undefined]> = [
	['from the start', 'page', () => undefined],
	['at its end', 'pageBefore', () => undefined],
	['from the middle', 'page', () => lastId - 200],
	['back from the middle', 'pageBefore', () => lastId - 100],
];

describe.each(filters)('%s', (_name, filterOf, total) => {
	test.each(ways)('is read %s by an index, whatever lies before', async (_where, way, from) => {
		const {scans, looked} = await read(filterOf(), way, from());
		expect(scans).not.toContain('Seq Scan');
		expect(looked).toBeLessThanOrEqual(10 * (limit + 1));
	});

	test('is the same forwards and backwards, each conflict once', async () => {
		if (total > 1000) return; // Every page of these would take long, and none of them is special.
		const forwards: number[] = [];
		const backwards: number[] = [];
		let page = (await read(filterOf(), 'page', undefined)).page;
		for (;;) {
			forwards.push(...page.rows.map(row => row.id));
			if (page.next === undefined) break;
			page = (await read(filterOf(), 'page', page.next)).page;
		}
		let before = (await read(filterOf(), 'pageBefore', undefined)).page;
		for (;;) {
			backwards.unshift(...before.rows.map(row => row.id));
			if (before.next === undefined) break;
			before = (await read(filterOf(), 'pageBefore', before.next)).page;
		}
		expect(forwards).toHaveLength(total);
		expect(forwards).toEqual(forwards.toSorted((left, right) => left - right));
		expect(backwards).toEqual(forwards);
	});
});
