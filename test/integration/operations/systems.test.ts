import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Connector} from '../../../source/core/connector.js';
import type {Actor} from '../../../source/core/actor.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const admin: Actor = {userId: undefined, username: 'ada', role: 'admin'};
const secret = 'correct horse battery staple';
const connectorOptions = () => [
	{name: 'connection_string', help: '', isRequired: true, isSecret: false},
	{name: 'password', help: '', isRequired: true, isSecret: true},
	{name: 'chunk', help: '', isRequired: false, isSecret: false, range: [50, 500] as const},
	{name: 'ssl', help: '', isRequired: false, isSecret: false, choices: ['require', 'disable', 'verify-full']},
];
const operations = () => world.operationsOf({actor: admin, connectorOptions});

describe('the connection of a system', () => {
	test('takes secrets in and never gives them out again, nor keeps them in the audit', async () => {
		const set = await operations().setSystemConnection({
			systemName: 'Xacta Test', apiBaseUrl: 'https://xacta.new', config: {password: secret, connection_string: 'postgresql://reader:hunter22@db/xacta'},
		});
		expect(set).toMatchObject({apiBaseUrl: 'https://xacta.new', connection: {password: '***', connection_string: 'postgresql://reader:***@db/xacta'}});
		const shown = JSON.stringify([set, await operations().getSystem('Xacta Test'), await operations().listSystems(), await operations().listAudit({}, undefined, 10)]);
		expect(shown).not.toMatch(/correct horse|hunter22/);
		expect((await world.database.stores.systems.findByName('Xacta Test'))?.connectionConfig).toMatchObject({password: secret});
	});

	test('keeps options that were not named', async () => {
		await operations().setSystemConnection({systemName: 'Xacta Test', config: {password: secret}});
		await operations().setSystemConnection({systemName: 'Xacta Test', config: {connection_string: 'postgresql://db/other'}});
		expect((await operations().getSystem('Xacta Test')).connection).toEqual({connection_string: 'postgresql://db/other', password: '***', chunk: '', ssl: ''});
	});

	test('hides what no option declares', async () => {
		await world.sql.query(`update external_systems set connection_config = connection_config || '{"left_over": "s3cret!"}'`);
		expect((await operations().getSystem('Xacta Test')).connection).toMatchObject({left_over: '***'});
	});

	test.each([
		[{config: {pasword: 'x'}}, /no connection option "pasword"/, /Did you mean "password"\?/],
		[{config: {password: 'y', chunk: '5', ssl: 'maybe'}}, /Nothing.*chunk must be a whole number from 50 to 500; ssl must be require, disable or verify-full/, /--set OPTION=/],
		[{config: {chunk: 'many'}}, /chunk must be a whole number/, /default/],
		[{config: {}, apiBaseUrl: 'not an address'}, /not an http or https URL/, /https/],
		[{config: {}, apiBaseUrl: 'ftp://host'}, /not an http or https URL/, /https/],
		[{config: {}, apiBaseUrl: 'https://user:pw@host'}, /holds a user name or password/, /--set/],
	])('refuses %j', async (request, message, nextStep) => {
		await expect(operations().setSystemConnection({systemName: 'Xacta Test', ...request})).rejects.toMatchObject({
			code: 'CONNECTION_CONFIG_INVALID', message: expect.stringMatching(message), nextStep: expect.stringMatching(nextStep),
		});
	});

	test('takes a value that its option names, in any case, and an empty one for the default', async () => {
		const set = (config: Readonly<Record<string, string>>) => operations().setSystemConnection({systemName: 'Xacta Test', config});
		expect((await set({chunk: '50', ssl: 'Require'})).connection).toMatchObject({chunk: '50', ssl: 'Require'});
		expect((await set({chunk: '', ssl: ''})).connection).toMatchObject({chunk: '', ssl: ''});
	});

	test('may take another way in until records are known by the ids of the first', async () => {
		const set = () => operations().setSystemConnection({systemName: 'Xacta Test', authenticationMethod: 'rest', config: {}});
		const run = await runParleyCommand(['systems', 'edit', 'Xacta Test', '--method', 'rest'], {operations: () => Promise.resolve(operations())});
		expect(run).toMatchObject({exitCode: 0, stdout: expect.stringContaining('by rest')});
		expect(await set()).toMatchObject({authenticationMethod: 'rest'});
		await world.sql.query("update external_systems set authentication_method = 'database', last_sync_time = now() where system_name = 'Xacta Test'");
		await expect(set()).rejects.toMatchObject({code: 'CONNECTION_CONFIG_INVALID', message: expect.stringContaining('"database"')});
		await world.sql.query("update external_systems set last_sync_time = null where system_name = 'Xacta Test'");
	});

	test('is set by a command that asks for a secret without showing it', async () => {
		const run = await runParleyCommand(['systems', 'edit', 'xacta test', '--set', 'password', '--set', 'connection_string=postgresql://db/x'], {
			operations: () => Promise.resolve(operations()), secrets: ['typed in'],
		});
		expect(run).toMatchObject({exitCode: 0, stderr: ''});
		expect(run.stdout).toContain('password: ***');
		expect(run.stdout).not.toContain('typed in');
		expect((await world.database.stores.systems.findByName('Xacta Test'))?.connectionConfig).toMatchObject({password: 'typed in', connection_string: 'postgresql://db/x'});
	});
});

describe('turning a system on and off', () => {
	test('is an event once, and none when it is so already', async () => {
		const count = async () => (await operations().listAudit({targetType: 'system', targetId: 'Xacta Test'}, undefined, 100)).rows.filter(({action}) => action === 'system.disable').length;
		const before = await count();
		await operations().setSystemEnabled({systemName: 'Xacta Test', enabled: false});
		await operations().setSystemEnabled({systemName: 'Xacta Test', enabled: false});
		expect(await count()).toBe(before + 1);
		expect((await operations().getSystem('Xacta Test')).syncEnabled).toBe(false);
	});

	test('by a name that is not there says which was meant', async () => {
		await expect(operations().setSystemEnabled({systemName: 'Xakta Test', enabled: true})).rejects.toMatchObject({code: 'NOT_FOUND', nextStep: 'Did you mean "Xacta Test"?'});
	});
});

describe('testing a system', () => {
	const connector = (check: Connector['check'], closed: () => void): Connector => ({
		name: 'fake', capabilities: {entities: {}}, check,
		list: () => Promise.reject(new Error('not asked for')),
		read: () => Promise.reject(new Error('not asked for')),
		write: () => Promise.reject(new Error('not asked for')),
		close: () => {
			closed();
			return Promise.resolve();
		},
	});

	test('tells what answered and how fast, and closes the connection', async () => {
		let isClosed = false;
		const times = [1000, 1310];
		const test = await world.operationsOf({
			actor: admin, clock: {now: () => new Date(times.shift() ?? 0), sleep: () => Promise.resolve()},
			connect: () => Promise.resolve(connector(() => Promise.resolve({description: 'Xacta as reader', version: '10.2'}), () => {
				isClosed = true;
			})),
		}).testSystem('Xacta Test');
		expect(test).toEqual({systemName: 'Xacta Test', description: 'Xacta as reader', version: '10.2', responseTimeMs: 310});
		expect(isClosed).toBe(true);
	});

	test('closes the connection also when it fails', async () => {
		let isClosed = false;
		const failing = world.operationsOf({
			actor: admin,
			connect: () => Promise.resolve(connector(() => Promise.reject(new Error('refused')), () => {
				isClosed = true;
			})),
		}).testSystem('Xacta Test');
		await expect(failing).rejects.toThrow('refused');
		expect(isClosed).toBe(true);
	});
});
