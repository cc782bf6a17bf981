import {once} from 'node:events';
import {createServer} from 'node:net';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {DemoSummary} from '../../../source/demo/demo-summary.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {migrateJobs} from '../../../source/jobs/migrate-jobs.js';
import {createProgramHome, expectTold} from '../../support/built-program.js';
import {createTestDatabase} from '../../support/postgres.js';
import {nodeCommand, parleyFile, startProgram} from '../../support/program.js';
import {mountSmallDisk} from '../../support/small-disk.js';

test('a port in use is named, with the way to another', async () => {
	await using home = await createProgramHome();
	await using database = await createTestDatabase();
	await migrateJobs(parseDatabaseUrl(database.url));
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = String(typeof address === 'object' ? address?.port : '');
	try {
		const told = {exitCode: 1, what: new RegExp(`Port ${port} o[fn] 127\\.0\\.0\\.1 is in use`), next: /--port/};
		expectTold(await home.parley(['simulate', 'tenable', '--port', port, '--assets', '1', '--findings', '1']), told);
		expectTold(await home.parley(['daemon', '--port', port], {DATABASE_URL: database.url}), told);
	} finally {
		server.close();
	}
});

test('a disk that fills up in the middle stops the demo, which goes on without a loss once there is room', {timeout: 300_000}, async ({skip}) => {
	await using disk = await mountSmallDisk(75);
	if (disk === undefined) return skip('A file system cannot be mounted here.');
	await using home = await createProgramHome();
	const env = {PARLEY_DATA_HOME: join(disk.folder, 'parley')};
	// A PostgreSQL that cannot write its log any more goes down, and may come up again: it depends on what hits the end first.
	expectTold(await home.parley(['demo', '--headless'], env), {exitCode: 4, what: /no disk space left|disk is full|cannot be reached|The connection to the database .* broke/, next: /Free|parley db status/});
	disk.grow(400);
	const {exitCode, stdout, stderr} = await home.parley(['demo', '--headless', '--json'], env);
	expect([exitCode, stderr]).toEqual([0, '']);
	const summary = JSON.parse(stdout) as DemoSummary;
	expect(summary.records).toEqual({
		asset: {rows: 150, linked: 150}, vulnerability: {rows: 3000, linked: 3000},
		system: {rows: 5, linked: 5}, control: {rows: 1400, linked: 1400}, poam: {rows: 60, linked: 60},
	});
	expect(summary.pendingConflicts).toBeGreaterThanOrEqual(24);
	expect(await home.parley(['verify', '--deep'], {DATABASE_URL: summary.databaseUrl})).toMatchObject({exitCode: 0});
});

test('a dumb terminal is refused, with what works there', async () => {
	await using home = await createProgramHome();
	await using program = startProgram({command: nodeCommand, args: [parleyFile], env: {...home.env, TERM: 'dumb'}});
	expect(await program.exit).toMatchObject({exitCode: 2});
	expect(program.screen().join('\n')).toMatch(/✖ .*TERM is "dumb"[^]*Next: Run "parley --plain"/);
	expect(program.output()).not.toContain('\u001B[?1049h');
});

test('a terminal that is too small says what it needs, and shows the console as soon as it has that', async () => {
	await using home = await createProgramHome();
	await using database = await createTestDatabase();
	await using program = startProgram({command: nodeCommand, args: [parleyFile], columns: 40, rows: 8, env: {...home.env, DATABASE_URL: database.url, USER: userInfo().username}});
	await program.waitForScreen(/Too small: 40×8, needs 60×15/);
	program.resize({columns: 80, rows: 24});
	await program.waitForScreen('── Health ──');
	program.resize({columns: 30, rows: 5});
	await program.waitForScreen(/Too small: 30×5/);
	program.press('q');
	expect(await program.exit).toEqual({exitCode: 0, signal: undefined});
	expect(program.isAlternateScreen()).toBe(false);
});
