import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
	await world.setPolicy({push: true});
});
afterAll(() => world[Symbol.asyncDispose]());

const parley = (...argv: readonly string[]) => runParleyCommand(argv, {operations: () => Promise.resolve(world.operationsOf())});
const dates = {field: 'scheduled_completion', base: '2026-10-15', internal: '2026-11-01', external: '2026-12-15'} as const;

describe('conflicts show', () => {
	test('has the three values, what each verdict does, and why it is here', async () => {
		const {id, entityId} = await world.dispute(dates);
		const {stdout, exitCode} = await parley('conflicts', 'show', String(id));
		expect(exitCode).toBe(0);
		expect(stdout).toContain(`#${id} · ${entityId} · scheduled_completion · Xacta Test · both changed`);
		expect(stdout).toMatch(/last agreed +2026-10-15/);
		expect(stdout).toMatch(/ours +2026-11-01/);
		expect(stdout).toMatch(/Xacta Test +2026-12-15/);
		expect(stdout).toMatch(/--keep internal +Xacta Test becomes 2026-11-01/);
		expect(stdout).toMatch(/--keep external +our record becomes 2026-12-15/);
		expect(stdout).toContain('leaves it to a person (manual)');
	});

	test.each([['conflicts', 'show'], ['conflicts', 'show', 'abc'], ['conflicts', 'show', '1', '2']])('%s %s %s is refused as not understood', async (...argv) => {
		expect(await parley(...argv)).toMatchObject({exitCode: 2, stdout: ''});
	});

	test('of one that is not there says where to look', async () => {
		const {exitCode, stderr} = await parley('conflicts', 'show', '999999');
		expect(exitCode).toBe(2);
		expect(stderr).toBe('✖ There is no conflict 999999.\n  Next: See "parley conflicts list" for those that wait.\n');
	});
});

describe('conflicts resolve', () => {
	test('settles, says the result, and can be taken back', async () => {
		const {id} = await world.dispute(dates);
		const resolved = await parley('conflicts', 'resolve', String(id), '--keep', 'external');
		expect(resolved).toMatchObject({exitCode: 0, stdout: `our record becomes 2026-12-15 · parley conflicts undo ${id} takes it back\n`});
		expect((await world.stateOf(id)).internal).toBe('2026-12-15');
		expect(await parley('conflicts', 'undo', String(id))).toMatchObject({exitCode: 0});
		expect((await world.stateOf(id)).internal).toBe('2026-11-01');
	});

	test.each([
		[['--value', '2027-02-01'], '2027-02-01'],
		[['--none'], null],
	])('%j edits', async (flags, value) => {
		const {id} = await world.dispute(dates);
		expect(await parley('conflicts', 'resolve', String(id), ...flags)).toMatchObject({exitCode: 0});
		expect((await world.stateOf(id)).internal).toBe(value);
	});

	test('an empty text is a value', async () => {
		const {id} = await world.dispute({field: 'poc', base: 'a', internal: 'b', external: 'c'});
		expect(await parley('conflicts', 'resolve', String(id), '--value', '')).toMatchObject({exitCode: 0});
		expect((await world.stateOf(id)).internal).toBe('');
	});

	test('with the version of an earlier look ends with 5 and changes nothing', async () => {
		const {id} = await world.dispute(dates);
		await parley('conflicts', 'resolve', String(id), '--keep', 'internal');
		const late = await parley('conflicts', 'resolve', String(id), '--keep', 'external', '--version', '1');
		expect(late).toMatchObject({exitCode: 5, stdout: ''});
		expect(late.stderr).toMatch(/^✖ Nothing was changed: settled by sam (now|\d+[sm] ago): 2026-11-01\.\n {2}Next: /);
		expect((await world.stateOf(id)).internal).toBe('2026-11-01');
	});

	test('as JSON gives one document, the stale one with the fresh conflict', async () => {
		const {id} = await world.dispute(dates);
		const first = await parley('conflicts', 'resolve', String(id), '--ignore', '--json');
		expect(JSON.parse(first.stdout)).toMatchObject({kind: 'settled', conflict: {id, status: 'ignored'}});
		const second = await parley('conflicts', 'resolve', String(id), '--ignore', '--version', '1', '--json');
		expect(second.exitCode).toBe(5);
		expect(JSON.parse(second.stdout)).toMatchObject({kind: 'stale', conflict: {id, version: 2}});
	});

	test.each([[[]], [['--keep', 'internal', '--ignore']], [['--keep', 'mine']]])('%j is no verdict', async flags => {
		const {id} = await world.dispute(dates);
		expect(await parley('conflicts', 'resolve', String(id), ...flags)).toMatchObject({exitCode: 2});
		expect((await world.stateOf(id)).conflictStatus).toBe('pending');
	});
});

describe('conflicts list', () => {
	test('pages through what matches, and says how to go on', async () => {
		const ids: number[] = [];
		for (let index = 0; index < 3; index++) ids.push((await world.dispute({...dates, field: 'weakness_description', internal: 'x', external: 'y', base: 'z'})).id);
		const filter = ['conflicts', 'list', '--field', 'weakness_description', '--limit', '2'];
		const first = await parley(...filter);
		expect(first.stdout).toContain(`There is more: parley conflicts list --field weakness_description --limit 2 --after ${ids[1]}`);
		const second = await parley(...filter, '--after', String(ids[1]), '--json');
		expect(JSON.parse(second.stdout)).toMatchObject({rows: [{id: ids[2]}]});
	});

	test('by cause counts what the rows are', async () => {
		const {stdout} = await parley('conflicts', 'list', '--causes', '--field', 'weakness_description');
		expect(stdout).toMatch(/^ +3 {2}Xacta Test {2}poam +weakness_description {2}both changed/m);
	});

	test('shows text from outside, and lets none of it act', async () => {
		await world.dispute({field: 'poc', base: 'a', internal: '\u001B[31mred\u202E', external: 'x\ny'});
		const {stdout} = await parley('conflicts', 'list', '--field', 'poc');
		expect(stdout).toContain('␛[31mred<U+202E>');
		expect(stdout).toContain('x⏎y');
		expect(stdout).not.toMatch(/[\u001B\u202E]/);
	});

	test('of a system that is not there says which was meant', async () => {
		const {exitCode, stderr} = await parley('conflicts', 'list', '--system', 'xacta tets');
		expect(exitCode).toBe(2);
		expect(stderr).toContain('Did you mean "Xacta Test"?');
	});
});

test('a conflict is assigned, and carries a note', async () => {
	await world.sql.query(`insert into users (username, role) values ('kim', 'operator')`);
	const {id} = await world.dispute(dates);
	expect(await parley('conflicts', 'assign', String(id), '--to', 'nobody-like-that')).toMatchObject({exitCode: 2});
	expect(await parley('conflicts', 'assign', String(id), '--to', 'kim')).toMatchObject({exitCode: 0});
	await parley('conflicts', 'note', String(id), '--text', 'asked the ISSO\u0000');
	const {stdout} = await parley('conflicts', 'list', '--assigned', 'kim', '--json');
	expect(JSON.parse(stdout)).toMatchObject({rows: [{id, assignedTo: 'kim', note: 'asked the ISSO␀', version: 1}]});
});

test('an error is JSON where JSON was asked for', async () => {
	const {stderr, stdout} = await parley('conflicts', 'show', '999999', '--json');
	expect(stdout).toBe('');
	expect(JSON.parse(stderr)).toEqual({error: {code: 'NOT_FOUND', message: 'There is no conflict 999999.', nextStep: expect.any(String)}});
});

describe('conflicts list --by', () => {
	test('counts what waits by one thing, with the words that find it', async () => {
		const {id} = await world.dispute(dates);
		await world.operationsOf().assignConflict({id, username: undefined});
		const byField = await parley('conflicts', 'list', '--by', 'field');
		expect(byField).toMatchObject({exitCode: 0});
		expect(byField.stdout).toMatch(/\d+ +scheduled_completion +field:scheduled_completion /);
		expect((await parley('conflicts', 'list', '--by', 'assignee')).stdout).toMatch(/\d+ +\(nobody\) +assigned:nobody /);
		expect((await parley('conflicts', 'list', '--by', 'reason')).stdout).toMatch(/\d+ +both changed +reason:both_changed /);
		const {groups} = JSON.parse((await parley('conflicts', 'list', '--by', 'age', '--json')).stdout) as {readonly groups: readonly {readonly value: string; readonly count: number}[]};
		expect(groups[0]).toMatchObject({value: 'under an hour'});
	});

	test('another key is refused, and those that there are are said', async () => {
		expect(await parley('conflicts', 'list', '--by', 'colour')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('assignee')});
	});
});

describe('conflicts assign and conflicts note', () => {
	test('take nothing away unless that is asked for', async () => {
		const {id} = await world.dispute(dates);
		expect(await parley('conflicts', 'note', String(id), '--text', 'asked the ISSO')).toMatchObject({exitCode: 0});
		expect(await parley('conflicts', 'note', String(id))).toMatchObject({exitCode: 2, stdout: ''});
		expect(await parley('conflicts', 'assign', String(id))).toMatchObject({exitCode: 2, stdout: ''});
		expect((await parley('conflicts', 'show', String(id))).stdout).toContain('asked the ISSO');
		expect(await parley('conflicts', 'note', String(id), '--none')).toMatchObject({exitCode: 0, stdout: `Conflict ${id} has no note.\n`});
		expect(await parley('conflicts', 'assign', String(id), '--nobody')).toMatchObject({exitCode: 0, stdout: `Conflict ${id} is assigned to nobody.\n`});
	});
});
