import {userInfo} from 'node:os';
import {expect, test} from 'vitest';
import {createProgramHome} from '../../support/built-program.js';
import {createConflictWorld} from '../../support/conflict-world.js';
import {queryOnce} from '../../support/embedded-home.js';
import {scenariosIn} from '../../support/scenario.js';

const scenario = scenariosIn(createConflictWorld);

scenario('on a terminal that only prints, a person decides a conflict by lines, and hears of another', {
	args: ['--plain'],
	env: {TERM: 'dumb'},
	columns: 160,
	setup: world => world.dispute({field: 'poc', base: 'ann', internal: 'bo', external: 'cy'}),
	run: async ({program, screen, world}) => {
		await program.waitForScreen(/1 conflict waits[^]*parley>$/m);
		program.type('conflicts resolve 1 --ke\t');
		await screen.shows('resolve 1 --keep');
		program.type('ex\t');
		await screen.shows('resolve 1 --keep external');
		program.press('enter');
		await program.waitForScreen(/becomes cy[^]*parley>$/m);
		expect(await world.stateOf(1)).toMatchObject({internal: 'cy', conflictStatus: 'resolved'});

		program.type('conflicts sho');
		for (const external of ['di', 'ed']) await world.dispute({field: 'poc', base: 'ann', internal: 'bo', external});
		await program.waitForScreen(/\d more conflicts? waits? for a person: 2 in all\.\n+parley> conflicts sho$/m);
		program.type('w 2');
		program.press('enter');
		await screen.shows('di');

		program.press('ctrl-d');
		expect(await program.exit).toEqual({exitCode: 0, signal: undefined});
		expect(program.output()).not.toContain('\u001B[?1049h');
	},
});

test('commands from a pipe are done one after the other, and the last one tells how it ended', async () => {
	await using world = await createConflictWorld();
	await using home = await createProgramHome();
	await queryOnce(world.url, `insert into users (username, role, status) values ($1, 'operator', 'active')`, [userInfo().username]);
	const {exitCode, stdout, stderr} = await home.parley(['--plain'], {DATABASE_URL: world.url}, 'no such thing\nsystems list\nconflicts show 77\nquit\nstatus\n');
	expect(stdout, stderr).toMatch(/poams[^]*Xacta Test/);
	expect(stderr).toMatch(/There is no command "no"[^]*There is no conflict 77/);
	expect(exitCode).toBe(2);
});

test('a piped session takes no command for a secret, and none that asks for more care than the session has', async () => {
	await using world = await createConflictWorld();
	await using home = await createProgramHome();
	await queryOnce(world.url, `insert into users (username, role, status) values ($1, 'admin', 'active')`, [userInfo().username]);
	const {stdout, stderr} = await home.parley(['--plain'], {DATABASE_URL: world.url}, 'systems edit "Xacta Test" --set password\nsystems list\nsystems disable "Xacta Test" --read-only\n');
	expect(stderr).toMatch(/No value was given for "password"[^]*--read-only holds for a whole session/);
	expect(stdout).toContain('Xacta Test');
	const {rows: [system]} = await world.sql.query<{secret: unknown; isEnabled: boolean}>(`select connection_config->'password' as secret, sync_enabled as "isEnabled" from external_systems where id = $1`, [world.systemId]);
	expect(system).toMatchObject({isEnabled: true});
	expect(system?.secret ?? undefined).toBeUndefined();
});
