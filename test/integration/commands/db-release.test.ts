import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {Secret} from '../../../source/core/process/secret.js';
import {createDatabaseTools} from '../../../source/database/database-tools.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeEach(async () => {
	world = await createConflictWorld();
	await world.setPolicy({push: true});
});
afterEach(() => world[Symbol.asyncDispose]());

const parley = (...argv: readonly string[]) => runParleyCommand(argv, {
	operations: () => Promise.resolve(world.operationsOf({actor: {userId: undefined, username: 'ada', role: 'admin'}})),
	databaseTools: () => Promise.resolve(createDatabaseTools({databaseUrl: new Secret(world.url), dataHome: '/nonexistent', logger: silentLogger, migrateJobs: () => Promise.resolve()})),
});

describe('while pushing is held', () => {
	beforeEach(() => world.database.stores.pushHolds.open({noticedBy: 'jump-box', evidence: 'It does not know what this host saw at noon.'}));

	test('status and doctor say what, since when and what to do', async () => {
		const said = ['jump-box', 'It does not know what this host saw at noon.', 'parley sync run --full', 'parley db release'];
		const status = await parley('status', '--check');
		const doctor = await parley('doctor', '--offline');
		expect([status.exitCode, doctor.exitCode]).toEqual([5, 1]);
		for (const part of said) expect([status.stdout, doctor.stdout]).toEqual([expect.stringContaining(part), expect.stringContaining(part)]);
		expect(status.stdout.split('\n')[0]).toMatch(/^✖ Nothing is sent: /);
		expect(JSON.parse((await parley('status', '--json')).stdout)).toMatchObject({pushHold: {noticedBy: 'jump-box'}});
	});

	test('it is released by a person who read everything, or who insists', async () => {
		expect(await parley('db', 'release')).toMatchObject({exitCode: 5, stderr: expect.stringContaining('Xacta Test poams')});
		const {exitCode, stdout} = await parley('db', 'release', '--anyway', '--note', 'INC-7', '--json');
		expect({exitCode, released: JSON.parse(stdout)}).toMatchObject({exitCode: 0, released: {released: {noticedBy: 'jump-box'}}});
		expect((await world.operationsOf().listAudit({}, undefined, 1)).rows).toMatchObject([{action: 'push.release', detail: {note: 'INC-7', unread: [{systemName: 'Xacta Test', entityType: 'poam'}]}}]);
		expect((await parley('status')).stdout).not.toContain('Nothing is sent');
	});
});

test('without a hold there is nothing to release', async () => {
	expect(await parley('db', 'release')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('Pushing is not held')});
});
