import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const edit = (...settings: readonly string[]) => runParleyCommand(['systems', 'edit', 'Xacta Test', ...settings.flatMap(setting => ['--set', setting])], {
	operations: () => Promise.resolve(world.operationsOf({connectorOptions: () => [
		{name: 'username', help: 'Who.', isRequired: false, isSecret: false}, {name: 'password', help: 'Its secret.', isRequired: false, isSecret: true},
	]})),
});
const stored = async () => (await world.sql.query<{config: Record<string, string>}>('select connection_config as config from external_systems where id = $1', [world.systemId])).rows[0]?.config;

describe('systems edit --set', () => {
	test.each([['=value', undefined], ['=', undefined], ['Username=kim', 'username'], ['user name=kim', 'username'], ['pass-word', 'password']])('refuses "%s", which names no option', async (setting, meant) => {
		const before = await stored();
		const run = await edit(setting);
		expect(run.exitCode).toBe(2);
		expect(run.stderr).toContain(`"--set ${setting}" names no option`);
		expect(run.stderr).toContain(meant === undefined ? 'with one of these for NAME: username, password' : `Did you mean "${meant}"?`);
		expect(await stored()).toEqual(before);
	});

	test('takes a value that holds "=", and an empty one', async () => {
		const given: unknown[] = [];
		const operations = world.operationsOf();
		const run = await runParleyCommand(['systems', 'edit', 'Xacta Test', '--set', 'username=a=b', '--set', 'password='], {operations: () => Promise.resolve({...operations, setSystemConnection: ({config}) => {
			given.push(config);
			return operations.getSystem('Xacta Test');
		}})});
		expect(run.exitCode).toBe(0);
		expect(given).toEqual([{username: 'a=b', password: ''}]);
	});
});
