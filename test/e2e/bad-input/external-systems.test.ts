import {userInfo} from 'node:os';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {startTenableSimulator} from '../../../source/simulator/tenable/start-tenable-simulator.js';
import {createProgramHome, expectTold, type ProgramHome} from '../../support/built-program.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let home: ProgramHome;
let world: SyncedWorld;
beforeAll(async () => {
	home = await createProgramHome();
	world = await createSyncedWorld();
	await world.otherProgram(`insert into users (username, role, status) values ($1, 'admin', 'active')`, [userInfo().username]);
});
afterAll(async () => {
	await world[Symbol.asyncDispose]();
	await home[Symbol.asyncDispose]();
});

const parley = (args: readonly string[], input?: string) => home.parley(args, {DATABASE_URL: world.url}, input);
const edit = async (name: string, option: string, value: string) => expect(await parley(['systems', 'edit', name, '--set', option], `${value}\n`)).toMatchObject({exitCode: 0});
const rowsOf = async (table: string) => (await world.otherProgram(`select from ${table}`)).length;

test('wrong keys for Tenable: nothing is read, every place says so, and the right ones put it right', async () => {
	const tenable = await startTenableSimulator({organization: world.organization});
	try {
		await parley(['systems', 'edit', 'Tenable.io', '--url', tenable.url]);
		await edit('Tenable.io', 'access_key', tenable.accessKey);
		await edit('Tenable.io', 'secret_key', 'f'.repeat(64));
		await parley(['systems', 'enable', 'Tenable.io']);
		const wanted = {exitCode: 3, what: /Tenable\.io could not .*401/, next: /parley systems edit Tenable\.io --set access_key --set secret_key; then: parley systems test Tenable\.io$/};
		expectTold(await parley(['systems', 'test', 'Tenable.io']), wanted);
		const run = await parley(['sync', 'run', '--system', 'Tenable.io', '--entity', 'asset']);
		expectTold(run, wanted);
		expect(run.stdout).toMatch(/failed.*Tenable\.io.*assets/);
		expect((await parley(['status'])).stdout).toMatch(/Tenable\.io +assets +✖/);
		expect(await rowsOf('ingestion_assets')).toBe(0);
		await edit('Tenable.io', 'secret_key', tenable.secretKey);
		expect(await parley(['sync', 'run', '--system', 'Tenable.io', '--entity', 'asset'])).toMatchObject({exitCode: 0});
		expect(await rowsOf('ingestion_assets')).toBe(10);
	} finally {
		await tenable.close();
	}
});

test('a wrong password for Xacta: nothing is read, and no place shows it', async () => {
	await world.otherProgram(`grant by_password to ${world.xacta.username}`);
	await edit('Xacta 360', 'password', 'wr0ng-word');
	const wanted = {exitCode: 3, what: /Xacta 360.*password/, next: /parley systems edit "Xacta 360" --set/};
	expectTold(await parley(['systems', 'test', 'Xacta 360']), wanted);
	expectTold(await parley(['sync', 'run', '--system', 'Xacta 360', '--entity', 'poam']), wanted);
	expect(await rowsOf('ingestion_poams')).toBe(0);
	const shown = await Promise.all([['systems', 'show', 'Xacta 360', '--json'], ['calls', 'list', '--json'], ['operations', 'list', '--json'], ['audit', 'list', '--json']].map(args => parley(args)));
	expect(shown.map(({stdout, stderr}) => stdout + stderr).join()).not.toContain('wr0ng-word');
	await edit('Xacta 360', 'password', world.xacta.password);
	expect(await parley(['sync', 'run', '--system', 'Xacta 360', '--entity', 'poam'])).toMatchObject({exitCode: 0});
	expect(await rowsOf('ingestion_poams')).toBe(20);
});
