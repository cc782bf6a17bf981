import {afterAll, beforeAll, expect, test} from 'vitest';
import {createCatalog} from '../../../source/database/catalog.js';
import type {SqlExecutor} from '../../../source/database/executor.js';
import {createVerdictPageStore} from '../../../source/database/stores/verdict-page-store.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

type PlanNode = {readonly 'Relation Name'?: string; readonly 'Actual Rows': number; readonly 'Actual Loops': number; readonly Plans?: readonly PlanNode[]};

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const countRead = (node: PlanNode, table: string): number =>
	(node['Relation Name'] === table ? node['Actual Rows'] * node['Actual Loops'] : 0) + (node.Plans ?? []).reduce((sum, child) => sum + countRead(child, table), 0);

test('a page of a verdict looks at the notes of its own records, however many others have been written since statistics were', async () => {
	const disputed = [];
	for (let number = 0; number < 20; number += 1) disputed.push(await world.dispute({field: 'poc', internal: 'ours', external: 'theirs'}));
	await world.sql.query('alter table sync_internal_edits set (autovacuum_enabled = off)');
	await world.sql.query('analyze');
	await world.sql.query(
		`insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_by)
		select $1, 'poam', id, 'poc', '"theirs"', 'sam' from (select unnest($2::bigint[]) union all select generate_series(1000001, 1003000)) as noted(id) on conflict do nothing`,
		[world.systemId, disputed.map(({recordId}) => recordId)],
	);
	await world.sql.query(`update sync_conflicts set resolution_status = 'resolved'`);

	let read = 0;
	const query: SqlExecutor['query'] = async <Row extends object>(text: string, values: readonly unknown[] = []) => {
		if (!text.startsWith('update ingestion_poams')) return (await world.sql.query<Row>(text, [...values])).rows;
		const {rows} = await world.sql.query<{'QUERY PLAN': readonly {readonly Plan: PlanNode}[]}>(`explain (analyze, format json) ${text}`, [...values]);
		for (const {'QUERY PLAN': plans} of rows) for (const {Plan} of plans) read += countRead(Plan, 'sync_internal_edits');
		return [];
	};
	const sql: SqlExecutor = {query, queryLong: query, copyIn: () => Promise.reject(new Error('A verdict copies nothing.'))};
	await createVerdictPageStore(sql, createCatalog(sql)).write({
		settled: [], reopened: [], moved: [], links: [], putEdits: [], droppedEdits: [], owedElsewhere: [], cancelOutboxOf: [], restorations: [],
		records: disputed.map(({recordId}) => ({entityType: 'poam', internalId: recordId, set: {}})),
	}, {userId: undefined, username: 'sam', at: new Date(), outboxReason: ''});

	expect(read).toBe(disputed.length);
	const {rows} = await world.sql.query<{status: string}>('select distinct sync_status as status from ingestion_poams');
	expect(rows).toEqual([{status: 'pending'}]);
});
