import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {FoundRecord} from '../../../source/core/found-record.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
let recordId: string;
let conflictId: number;
beforeAll(async () => {
	world = await createConflictWorld();
	({recordId, id: conflictId} = await world.dispute({field: 'poc', base: 'amy', internal: 'bo', external: 'cy'}));
	await world.sql.query(`
		insert into ingestion_poams (poam_id, weakness_description, ingestion_source)
		select 'FAR-' || n, case when n = 45000 then '100% of a_needle' else 'hay' end, 'upload' from generate_series(1, 45000) n`);
});
afterAll(() => world[Symbol.asyncDispose]());

const search = (text: string | undefined, after?: number, limit = 50) => world.operationsOf().searchRecords({entityType: 'poam', ...(text === undefined ? {} : {text})}, after, limit);
const parley = (...argv: readonly string[]) => runParleyCommand(argv, {operations: () => Promise.resolve(world.operationsOf())});

async function searchAll(text: string): Promise<{readonly rows: readonly FoundRecord[]; readonly pages: number}> {
	const rows: FoundRecord[] = [];
	let pages = 0;
	let after: number | undefined;
	do {
		const page = await search(text, after);
		rows.push(...page.rows);
		after = page.next;
		pages++;
	} while (after !== undefined);
	return {rows, pages};
}

describe('records are found', () => {
	test('by a part of their key, in any case, with what a list shows of them', async () => {
		expect((await search('poam-1')).rows[0]).toMatchObject({entityId: 'POAM-1', label: 'RHEL kernel vulnerabilities', systems: ['Xacta Test'], syncStatus: 'conflict'});
	});

	test('by the id of another system, before all others', async () => {
		expect((await search(`X-${recordId}`)).rows[0]).toMatchObject({entityId: 'POAM-1'});
	});

	test('by a name that holds what patterns are made of, far behind, in pages that may be empty', async () => {
		const {rows, pages} = await searchAll('100% of a_');
		expect(rows.map(({entityId, systems, source}) => [entityId, systems, source])).toEqual([['FAR-45000', [], 'upload']]);
		expect(pages).toBeGreaterThan(2);
	});

	test('each once, page by page, without a text', async () => {
		const first = await search(undefined, undefined, 30);
		const second = await search(undefined, first.next, 30);
		expect(first.rows).toHaveLength(30);
		expect(new Set([...first.rows, ...second.rows].map(({id}) => id)).size).toBe(60);
	});

	test('by the command, which looks through all of the table', async () => {
		const {stdout, exitCode} = await parley('records', 'list', 'poam', '--text', 'a_needle');
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/FAR-45000 +100% of a_needle/);
		expect((await parley('records', 'list', 'nonsense')).exitCode).toBe(2);
	});
});

describe('a record is shown', () => {
	test('whole, with what its systems say of each field', async () => {
		const detail = await world.operationsOf().getRecord({entityType: 'poam', id: Number(recordId)});
		expect(detail.fields.find(({field}) => field === 'poc')).toEqual({field: 'poc', kind: 'text', value: 'bo'});
		expect(detail.fields.find(({field}) => field === 'likelihood')).toMatchObject({value: null});
		expect(detail.links).toMatchObject([{systemName: 'Xacta Test', externalId: `X-${recordId}`}]);
		expect(detail.links[0]?.fields.find(({field}) => field === 'poc')).toMatchObject({external: 'cy', verdict: {kind: 'conflict'}, conflict: {id: conflictId}});
	});

	test('also when it is linked to nothing', async () => {
		expect(await world.operationsOf().getRecord({entityType: 'poam', key: 'FAR-1'})).toMatchObject({record: {entityId: 'FAR-1'}, links: []});
	});

	test('or told not to be there', async () => {
		await expect(world.operationsOf().getRecord({entityType: 'poam', key: 'FAR-0'})).rejects.toMatchObject({code: 'NOT_FOUND', message: 'There is no poam "FAR-0".'});
		await expect(world.operationsOf().getRecord({entityType: 'poam', id: 99_999_999})).rejects.toMatchObject({code: 'NOT_FOUND'});
	});

	test('by the command, with the rule that decides', async () => {
		const {stdout} = await parley('records', 'show', 'poam', `X-${recordId}`);
		expect(stdout).toContain('POAM-1 "RHEL kernel vulnerabilities"');
		expect(stdout).toMatch(/poc +bo +cy +both sides changed, and the strategy is manual/);
	});
});
