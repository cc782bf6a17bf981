import {afterAll, beforeAll, expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {Secret} from '../../../source/core/process/secret.js';
import {createDatabaseTools} from '../../../source/database/database-tools.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {Operations} from '../../../source/operations/operations.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const doctor = (operations: () => Promise<Operations>, ...flags: readonly string[]) => runDoctor({operations}, ...flags);
const runDoctor = (place: {readonly operations: () => Promise<Operations>; readonly columns?: number}, ...flags: readonly string[]) => runParleyCommand(['doctor', ...flags], {
	...place, databaseTools: () => Promise.resolve(createDatabaseTools({databaseUrl: new Secret(world.url), dataHome: '/nonexistent', logger: silentLogger, migrateJobs: () => Promise.resolve()})),
});
const unreachable = () => Promise.resolve(world.operationsOf({
	connect: () => Promise.reject(new AppError({code: 'EXTERNAL_UNREACHABLE', message: 'Nothing answers at xacta.test.', nextStep: 'Check the address.'})),
}));

test('tells of a system that does not answer, and ends with 1', async () => {
	const {exitCode, stdout} = await doctor(unreachable);
	expect(exitCode).toBe(1);
	expect(stdout).toMatch(/^● .*database/m);
	expect(stdout).toContain('✖ Xacta Test: Nothing answers at xacta.test.\n  Next: Check the address.');
	expect(stdout).toContain('▲ daemon: None runs');
});

test('calls nobody when it is offline', async () => {
	const {exitCode, stdout} = await doctor(unreachable, '--offline');
	expect(exitCode).toBe(0);
	expect(stdout).toContain('● Xacta Test: Syncing is on; the system was not called.');
});

test('calls nothing wrong that the one who looks may only not do', async () => {
	const denied = new AppError({code: 'PERMISSION_DENIED', message: 'kim is a viewer.', nextStep: 'Ask an admin.'});
	const refuse = () => Promise.reject(denied);
	const {exitCode, stdout} = await doctor(async () => ({...await unreachable(), testSystem: refuse, noticeRestore: refuse}));
	expect(exitCode).toBe(0);
	expect(stdout).toContain('▲ Xacta Test: kim is a viewer.\n  Next: Ask an admin.');
	expect(stdout).toContain('▲ database: kim is a viewer.');
	expect(stdout).toContain('▲ daemon: None runs');
});

test('offers the rule of milestones to an installation that has none, until its policy says anything of them', async () => {
	const whole = 'Of milestone_schedule, what both sides changed is asked about as a whole';
	const offer = async () => {
		const line = (await doctor(unreachable, '--offline')).stdout.split('\n').find((_, index, lines) => lines[index - 1]?.includes(whole));
		return /^ {2}Next: parley (policies set ".+" poam --field milestone_schedule) --rules '(.+)' \(or/.exec(line ?? '');
	};
	const asAdmin = () => Promise.resolve(world.operationsOf({actor: {userId: undefined, username: 'ann', role: 'admin'}}));
	const setRule = async (rule: string) => (await runParleyCommand(['policies', 'set', 'Xacta Test', 'poam', '--field', 'milestone_schedule', '--rules', rule], {operations: asAdmin})).exitCode;
	const [, command, rule = ''] = await offer() ?? [];
	expect([command, JSON.parse(rule)]).toEqual(['policies set "Xacta Test" poam --field milestone_schedule', {merge: {itemsBy: 'milestone_id', orBy: ['description', 'scheduled_date']}}]);
	expect([await setRule(rule), await offer()]).toEqual([0, null]);
	expect([await setRule('{"strategy": "manual"}'), await offer()]).toEqual([0, null]);
	await setRule('null');
	expect(await offer()).not.toBeNull();
});

test('tells of a database that is not ready as of anything else', async () => {
	const pending = new AppError({code: 'DATABASE_MIGRATIONS_PENDING', message: '2 migrations are pending.', nextStep: 'parley db migrate'});
	const {exitCode, stdout} = await doctor(() => Promise.reject(pending), '--json');
	expect(exitCode).toBe(1);
	expect(JSON.parse(stdout)).toMatchObject({findings: expect.arrayContaining([{severity: 'problem', subject: 'database', message: '2 migrations are pending.', nextStep: 'parley db migrate'}])});
});

test('breaks no word on a terminal, and no line through a pipe', async () => {
	const [piped, drawn] = await Promise.all([undefined, 40].map(async columns => (await runDoctor({operations: unreachable, ...(columns === undefined ? {} : {columns})}, '--offline')).stdout.trimEnd().split('\n')));
	expect(piped).toContain('● Xacta Test: Syncing is on; the system was not called.');
	const at = drawn?.indexOf('● Xacta Test: Syncing is on; the system') ?? -1;
	expect(drawn?.slice(at, at + 2)).toEqual(['● Xacta Test: Syncing is on; the system', '  was not called.']);
	expect(drawn?.filter(line => line.length > 40 && line.trim().includes(' '))).toEqual([]);
});
