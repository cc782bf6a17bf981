import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {putManyDisputes} from '../../support/many-disputes.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeEach(async () => {
	world = await createConflictWorld();
	await world.setPolicy({push: true});
});
afterEach(() => world[Symbol.asyncDispose]());

const parley = (...argv: readonly string[]) => runParleyCommand(argv, {operations: () => Promise.resolve(world.operationsOf())});
const pending = () => world.database.stores.conflicts.countPending();
const resolveAll = (...argv: readonly string[]) => parley('conflicts', 'resolve-all', '--where', 'system:"xacta test" field:poc', '--keep', 'external', ...argv);

describe('conflicts resolve-all', () => {
	test('shows what it would do, and does nothing without --yes', async () => {
		await putManyDisputes(world, {count: 3});
		const {exitCode, stdout, stderr} = await resolveAll();
		expect(exitCode).toBe(2);
		expect(stdout).toContain('3 conflicts match; 3 would be settled by "keep external".');
		expect(stdout).toMatch(/MANY-\d+ +poc +ours 1 +theirs 1 +nothing/);
		expect(stderr).toContain('Run it again with --yes to settle them.');
		expect(await pending()).toBe(3);
		expect(await resolveAll('--dry-run')).toMatchObject({exitCode: 0});
		expect(await pending()).toBe(3);
	});

	test('settles with --yes, and undo-all takes it back', async () => {
		await putManyDisputes(world, {count: 3});
		const {exitCode, stdout} = await resolveAll('--yes');
		expect({exitCode, pending: await pending()}).toEqual({exitCode: 0, pending: 0});
		const requestId = /undo-all ([0-9a-f-]{36})/.exec(stdout)?.[1] ?? '';
		expect(await parley('conflicts', 'undo-all', requestId)).toMatchObject({exitCode: 0, stdout: '3 conflicts opened again.\n'});
		expect(await pending()).toBe(3);
	});

	test('taken back or given once more, it says that nothing was touched', async () => {
		await putManyDisputes(world, {count: 3});
		const requestId = /undo-all ([0-9a-f-]{36})/.exec((await resolveAll('--yes')).stdout)?.[1] ?? '';
		await parley('conflicts', 'undo-all', requestId);
		expect(await parley('conflicts', 'undo-all', requestId)).toMatchObject({exitCode: 0, stdout: '0 conflicts opened again.\n3 had been taken back before, and were not touched.\n'});
		expect(await parley('conflicts', 'resolve-all', '--request', requestId)).toMatchObject({exitCode: 0, stdout: '0 conflicts settled.\n3 had been taken back before, and were not touched.\n'});
		expect(await pending()).toBe(3);
	});

	test('above a hundred takes the number that the preview said, and no other', async () => {
		await putManyDisputes(world, {count: 101});
		expect((await resolveAll('--yes')).stderr).toContain('--yes --count 101');
		expect(await resolveAll('--yes', '--count', '100')).toMatchObject({exitCode: 5});
		expect(await pending()).toBe(101);
		expect(await resolveAll('--yes', '--count', '101')).toMatchObject({exitCode: 0});
		expect(await pending()).toBe(0);
	});

	test('ends with 5 when some are left to a person, and says which and why', async () => {
		await putManyDisputes(world, {count: 2});
		const {id} = await world.dispute({field: 'poc', internal: 'lost'});
		const {exitCode, stdout} = await resolveAll('--yes');
		expect(exitCode).toBe(5);
		expect(stdout).toContain('2 conflicts settled.');
		expect(stdout).toMatch(new RegExp(`1 left as they are: Xacta Test does not send this field.*\\(#${id}\\)`));
	});

	test.each([
		[['conflicts', 'resolve-all', '--keep', 'external'], 'The predicate is missing.'],
		[['conflicts', 'resolve-all', '--where', 'feild:poc', '--keep', 'external'], 'Did you mean "field:"?'],
		[['conflicts', 'resolve-all', '--where', 'field:poc'], 'The verdict is missing.'],
		[['conflicts', 'undo-all', 'soon'], 'There is no bulk verdict soon.'],
		[['rejected', 'show', 'soon'], '"soon" is no id of a rejected record.'],
	])('%j is refused with what is wrong', async (argv, message) => {
		const {exitCode, stderr} = await parley(...argv);
		expect(exitCode).toBe(2);
		expect(stderr).toContain(message);
	});
});

test('conflicts list takes a predicate, which may ask for settled ones too', async () => {
	await putManyDisputes(world, {count: 2});
	await parley('conflicts', 'resolve-all', '--where', 'theirs:"theirs 1"', '--keep', 'external', '--yes');
	const ids = async (...where: readonly string[]) => (JSON.parse((await parley('conflicts', 'list', '--json', '--where', ...where)).stdout) as {rows: readonly {id: number}[]}).rows.length;
	expect(await ids('field:poc')).toBe(1);
	expect(await ids('field:poc (status:pending or status:resolved)')).toBe(2);
});

describe('rules', () => {
	const asAdmin = (...argv: readonly string[]) => runParleyCommand(argv, {operations: () => Promise.resolve(world.operationsOf({actor: {userId: undefined, username: 'ada', role: 'admin'}}))});

	test('propose shows the back-test and the command that puts the rule in force, and that command does', async () => {
		const [id] = await putManyDisputes(world, {count: 3});
		const {exitCode, stdout} = await asAdmin('rules', 'propose', '--conflict', String(id), '--keep', 'external');
		expect(exitCode).toBe(0);
		expect(stdout).toContain('3 settled as "keep theirs"');
		expect(await pending()).toBe(3);
		const version = /--version (\d+)/.exec(stdout)?.[1] ?? '';
		const apply = ['rules', 'apply', '--system', 'Xacta Test', '--entity', 'poam', '--field', 'poc', '--keep', 'external'];
		expect(await asAdmin(...apply)).toMatchObject({exitCode: 2, stderr: expect.stringContaining(`--version ${version} --yes`)});
		const unconfirmed = await asAdmin(...apply, '--json');
		expect([unconfirmed.stdout, JSON.parse(unconfirmed.stderr)]).toEqual(['', {error: expect.objectContaining({code: 'USAGE'})}]);
		expect(await pending()).toBe(3);
		const applied = await asAdmin(...apply, '--version', version, '--yes');
		expect(applied).toMatchObject({exitCode: 0, stdout: expect.stringContaining('3 conflicts settled.')});
		expect(await pending()).toBe(0);
		expect(applied.stdout).toContain('Take the rule back, after its verdicts, with: parley policies set "Xacta Test" poam --field poc --rules null\n');
		expect(await asAdmin(...apply, '--version', version, '--yes')).toMatchObject({exitCode: 5, stderr: expect.stringContaining('was changed since')});
	});

	test('names only the verdicts that make a rule', async () => {
		const {exitCode, stderr} = await asAdmin('rules', 'propose', '--system', 'Xacta Test', '--entity', 'poam', '--field', 'poc');
		expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/Give one of --keep internal, --keep external, --ignore\.\n/)]);
	});

	test('apply is for admins', async () => {
		await putManyDisputes(world, {count: 1});
		const apply = await parley('rules', 'apply', '--system', 'Xacta Test', '--entity', 'poam', '--field', 'poc', '--keep', 'external', '--version', '1', '--yes');
		expect(apply).toMatchObject({exitCode: 3, stderr: expect.stringContaining('takes an admin')});
		expect(await pending()).toBe(1);
	});
});
