import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const explain = async (key: string, field: string) => (await world.operationsOf().explainRecord({entityType: 'poam', key, field}))[0]?.fields[0];
const parley = (...argv: readonly string[]) => runParleyCommand(argv, {operations: () => Promise.resolve(world.operationsOf())});

describe('a field is explained', () => {
	test('by its three values, who moved ours, the rule that decides, and the question that waits', async () => {
		const {id, entityId} = await world.dispute({field: 'poc', base: 'amy', internal: 'bo', external: 'cy'});
		expect(await explain(entityId, 'poc')).toMatchObject({
			base: 'amy', internal: 'bo', external: 'cy', internalChange: {by: expect.stringContaining('app_rasdash')},
			verdict: {kind: 'conflict', reason: 'both_changed', rule: 'both sides changed, and the strategy is manual'}, conflict: {id, status: 'pending'},
		});
	});

	test.each([
		[{}, 'policy', 'conflict'],
		[{poc: {strategy: 'external_wins'}}, 'field', 'pull'],
		[{poc: {strategy: 'internal_wins'}}, 'field', 'push'],
		[{poc: {merge: 'append'}}, 'policy', 'conflict'],
		[{poc: {frozenWhen: {field: 'status', values: ['Ongoing']}}}, 'field', 'conflict'],
		[{poc: {direction: 'inbound', strategy: 'internal_wins'}}, 'field', 'keep'],
	])('with the field policies %j it is decided by the %s: %s', async (fields, level, kind) => {
		const {recordId, entityId} = await world.dispute({field: 'poc', base: 'amy', internal: 'bo', external: 'cy'});
		await world.sql.query(`update ingestion_poams set status = 'Ongoing' where id = $1`, [recordId]);
		await world.setPolicy({fields});
		const explained = await explain(entityId, 'poc');
		expect(explained?.verdict?.kind).toBe(kind);
		expect(explained?.chain.filter(({isDeciding}) => isDeciding).map(step => step.level)).toEqual([level]);
		await world.setPolicy({});
	});

	test('as not compared, where its policy says so', async () => {
		const {entityId} = await world.dispute({field: 'poc', base: 'amy', internal: 'bo', external: 'cy'});
		await world.setPolicy({fields: {poc: {ignore: true}}});
		expect(await explain(entityId, 'poc')).toMatchObject({verdict: undefined, chain: [{level: 'field', isDeciding: true, says: 'is not compared'}, {level: 'mapping'}, {level: 'policy'}, {level: 'system'}]});
		await world.setPolicy({});
	});

	test('of a record that is named by the other side’s id', async () => {
		const {recordId, entityId} = await world.dispute({field: 'poc', base: 'amy', internal: 'bo', external: 'cy'});
		expect(await world.operationsOf().explainRecord({entityType: 'poam', key: `X-${recordId}`})).toMatchObject([{entityId, externalId: `X-${recordId}`, systemName: 'Xacta Test'}]);
	});

	test.each([
		['POAM-none', 'poc', /no linked record "POAM-none"/],
		['POAM-1', 'source', /"source" has no mapping for Xacta Test/],
		['POAM-1', 'nonsense', /poams have no field "nonsense"/],
	])('%s %s is not there, and why', async (key, field, message) => {
		await expect(explain(key, field)).rejects.toMatchObject({code: 'NOT_FOUND', message: expect.stringMatching(message)});
	});

	test('a record of ours that is linked to nothing is told apart from none', async () => {
		await world.sql.query(`insert into ingestion_poams (poam_id) values ('POAM-alone')`);
		await expect(explain('POAM-alone', 'poc')).rejects.toMatchObject({message: '"POAM-alone" is linked to no external system.'});
	});
});

describe('the command', () => {
	test('shows one field with its chain of rules', async () => {
		const {stdout, exitCode} = await parley('explain', 'poam', 'POAM-1', 'poc');
		expect(exitCode).toBe(0);
		expect(stdout).toContain('POAM-1 "RHEL kernel vulnerabilities" · Xacta Test X-1');
		expect(stdout).toMatch(/last agreed +amy\n +ours +bo .*app_rasdash/);
		expect(stdout).toContain('Verdict: a person decides, because both sides changed, and the strategy is manual.');
		expect(stdout).toMatch(/→ +policy +bidirectional, manual; pushing is off/);
	});

	test('shows all fields in a table', async () => {
		const {stdout} = await parley('explain', 'poam', 'POAM-1');
		expect(stdout).toMatch(/FIELD +LAST AGREED +OURS +THEIRS +VERDICT +BECAUSE/);
		expect(stdout).toMatch(/poc +amy +bo +cy +a person decides/);
	});

	test.each([[['explain', 'thing', 'x']], [['explain', 'poam']], [['explain', 'poam', 'a', 'b', 'c']]])('%j is not understood', async argv => {
		expect((await parley(...argv)).exitCode).toBe(2);
	});
});
