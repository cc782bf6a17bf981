import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Connector, ListRequest, Page} from '../../../source/core/connector.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {OperationContext} from '../../../source/operations/context.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** The other side: answers a listing as it is told. */
const createConnector = (list: (request: ListRequest) => Promise<Page>): Connector => ({
	name: 'outside',
	capabilities: {entities: {poam: {changes: 'full-read', canDetectDeletes: false, writableFields: [], canCreate: false, compareAndSet: 'none'}}},
	check: () => Promise.resolve({description: 'here'}),
	list,
	read: () => Promise.resolve(undefined),
	write: () => Promise.reject(new Error('Nothing is written in this test.')),
	close: () => Promise.resolve(),
});

const syncWith = (list: (request: ListRequest) => Promise<Page>, ...flags: readonly string[]) => runParleyCommand(['sync', 'run', '--system', 'Xacta Test', ...flags], {
	operations: () => Promise.resolve(world.operationsOf({connect: () => Promise.resolve(createConnector(list))})),
});
const poam = (id: string) => ({externalId: id, fields: {POAM_ID: id, POC: 'amy', STATUS: 'Ongoing'}});
const page = (changes: Partial<Page> = {}): Page => ({records: [poam('P-1'), poam('P-2')], unreadable: [], watermark: {at: 1}, ...changes});

describe('sync run', () => {
	test('shows counts that add up, and ends with 0 when all is there', async () => {
		const run = await syncWith(() => Promise.resolve(page()));
		expect(run).toMatchObject({exitCode: 0, stderr: ''});
		expect(run.stdout).toMatch(/^● completed {2}Xacta Test · poams · [0-9a-f]{8} · \d+\.\d s\n {2}read 2 = unchanged 0 \+ created 2 \+ updated 0 \+ conflicting 0 \+ rejected 0\n$/);
	});

	test('as JSON gives the same counts to a program', async () => {
		const {stdout, exitCode} = await syncWith(() => Promise.resolve(page()), '--json');
		expect(exitCode).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({runs: [{operation: {status: 'completed'}, children: [{entityType: 'poam', counts: {read: 2, unchanged: 2}}]}]});
	});

	test('ends with 1 when the other side did not give everything, and says what is missing', async () => {
		const run = await syncWith(() => Promise.resolve(page({gaps: ['Chunk 7 of 9 could not be read.']})));
		expect(run.exitCode).toBe(1);
		expect(run.stdout).toContain('▲ partial');
		expect(run.stdout).toContain('Chunk 7 of 9 could not be read.');
	});

	test('that was partial says what became of it and what to do; so does what shows it later', async () => {
		const next = 'This was left out; the rest came in, and nothing counts as gone because of it. To ask for it again: parley sync run --system "Xacta Test" --entity poam --full\n';
		const run = await syncWith(() => Promise.resolve(page({gaps: ['Chunk 7 of 9 could not be read.']})), '--full');
		expect(run.stdout).toContain(`Chunk 7 of 9 could not be read.\n  ${next}`);
		const id = /poams · ([0-9a-f]{8})/.exec(run.stdout)?.[1] ?? '';
		const shown = await runParleyCommand(['operations', 'show', id], {operations: () => Promise.resolve(world.operationsOf())});
		expect(shown.stdout).toContain(next);
		const status = await runParleyCommand(['status'], {operations: () => Promise.resolve(world.operationsOf())});
		expect(status.stdout).toContain(next);
	});

	test('that has to wait says for what and until when on stderr, and then goes on', async () => {
		const connect: OperationContext['connect'] = (_system, _operationId, onWait) => Promise.resolve(createConnector(() => {
			onWait?.({until: new Date(Date.now() + 725_000), reason: 'it asked to pause'});
			onWait?.(undefined);
			return Promise.resolve(page());
		}));
		const run = await runParleyCommand(['sync', 'run', '--system', 'Xacta Test', '--json'], {operations: () => Promise.resolve(world.operationsOf({connect}))});
		expect(run).toMatchObject({exitCode: 0, stderr: expect.stringMatching(/^Xacta Test poams: waits until .*\d\d:\d\d:\d\d UTC, in 12m: it asked to pause\n$/)});
		expect(JSON.parse(run.stdout)).toMatchObject({runs: [{operation: {status: 'completed'}}]});
	});

	const refused = () => Promise.reject(new AppError({
		code: 'EXTERNAL_AUTHENTICATION_FAILED', message: 'Xacta Test refused the login (28P01).', nextStep: 'parley systems edit "Xacta Test" --set password',
	}));

	test('tells why it failed, with the exit code of that', async () => {
		const run = await syncWith(refused);
		expect(run.exitCode).toBe(3);
		expect(run.stdout).toContain('✖ failed');
		expect(run.stderr).toBe('✖ Xacta Test refused the login (28P01).\n  Next: parley systems edit "Xacta Test" --set password\n');
	});

	test('that failed is one JSON document too', async () => {
		const run = await syncWith(refused, '--json');
		expect(run).toMatchObject({exitCode: 3, stderr: ''});
		expect(JSON.parse(run.stdout)).toMatchObject({failure: {code: 'EXTERNAL_AUTHENTICATION_FAILED'}, runs: [{operation: {status: 'failed'}}]});
	});

	test.each([
		[['--entity', 'things'], 2, /--entity takes asset, vulnerability, system, control, poam/],
		[['--entity', 'asset'], 2, /No active policy/],
	])('with %j ends with %i', async (flags, exitCode, message) => {
		const run = await syncWith(() => Promise.resolve(page()), ...flags);
		expect(run.exitCode).toBe(exitCode);
		expect(run.stderr).toMatch(message);
	});
});

test('runs are listed, and shown with what became of each part', async () => {
	const place = {operations: () => Promise.resolve(world.operationsOf())};
	const {stdout: list} = await runParleyCommand(['operations', 'list'], place);
	const [header, newest] = list.split('\n');
	expect(header).toMatch(/^ID +STATUS +SYSTEM +SCOPE +READ +CHANGED +CONFL +STARTED +TOOK +BY$/);
	expect(newest).toMatch(/^[0-9a-f]{8} +✖ failed +Xacta Test/);
	const {stdout: shown} = await runParleyCommand(['operations', 'show', newest?.slice(0, 8) ?? ''], place);
	expect(shown).toMatch(/^Sync [0-9a-f]{8} · Xacta Test · all · changes · by sam/);
	expect(shown.match(/refused the login/g)).toHaveLength(1);
});
