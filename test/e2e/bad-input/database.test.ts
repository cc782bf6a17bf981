import {execFile} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createProgramHome, expectTold, type ProgramHome} from '../../support/built-program.js';
import {queryOnce} from '../../support/embedded-home.js';
import {createEmptyDatabase, createTestDatabase, type TestDatabase} from '../../support/postgres.js';
import {nodeCommand, packageFolder, parleyFile, startProgram} from '../../support/program.js';

let home: ProgramHome;
beforeAll(async () => {
	home = await createProgramHome();
});
afterAll(() => home[Symbol.asyncDispose]());

/** A role of its own that has to give a password; dropped with what it may do. */
async function createLogin({url}: TestDatabase): Promise<AsyncDisposable & {readonly urlWith: (password: string) => string}> {
	const role = `login_${randomBytes(6).toString('hex')}`;
	await queryOnce(url, `create role ${role} login password 'right' in role by_password`);
	return {
		urlWith: password => url.replace(/\/\/[^@]*@/, `//${role}:${password}@`),
		[Symbol.asyncDispose]: async () => void (await queryOnce(url, `drop role ${role}`)),
	};
}

describe('a database that cannot be reached', () => {
	// Nobody listens at port 1; one that was free a moment ago may be anybody's.
	const unreachable = 'postgresql://sam:s3cret-word@127.0.0.1:1/parley';

	test.each([
		['status'], ['doctor'], ['db', 'migrate'], ['daemon'], ['demo', '--headless'],
	].map(args => [args]))('parley %j says which, and what to do', async args => {
		const outcome = await home.parley(args, {DATABASE_URL: unreachable});
		expectTold(outcome, {exitCode: 4, what: /"parley" on 127\.0\.0\.1:\d+ as sam cannot be reached/, next: /DATABASE_URL/});
		expect(outcome.stdout + outcome.stderr).not.toContain('s3cret-word');
	});

	test('the console says so, tries again, and q leaves', async () => {
		await using program = startProgram({command: nodeCommand, args: [parleyFile], env: {...home.env, DATABASE_URL: unreachable}});
		await program.waitForScreen('as sam cannot be reached');
		await program.waitForScreen('r tries now');
		program.press('q');
		expect(await program.exit).toMatchObject({exitCode: 0});
		expect(program.output()).not.toContain('s3cret-word');
	});
});

test('a read-only Parley makes no simulated Xacta, on no server', async () => {
	await using database = await createEmptyDatabase();
	const name = `xacta_${randomBytes(6).toString('hex')}`;
	const words = ['simulate', 'xacta', '--database', name];
	for (const [args, env] of [
		[['--read-only', ...words], {DATABASE_URL: database.url}], [[...words, '--read-only', '--database-url', database.url], {}], [words, {DATABASE_URL: database.url, PARLEY_READ_ONLY: 'true'}],
	] as const) expectTold(await home.parley(args, env), {exitCode: 3, what: /read-only: it may not make databases and logins/, next: /without --read-only/});
	const made = await queryOnce(database.url, `select datname from pg_database where datname = '${name}' union all select rolname from pg_roles where rolname like '${name}%'`);
	expect(made).toEqual([]);
});

test.each([['db', 'url'], ['db', 'status'], ['status'], ['simulate', 'xacta']])('parley %s %s refuses an address that names no database', async (...args) => {
	const outcome = await home.parley(args, {DATABASE_URL: 'postgresql://sam:s3cret-word@127.0.0.1:5432'});
	expectTold(outcome, {exitCode: 3, what: /DATABASE_URL names no database/, next: /host:5432\/database/});
	expect(outcome.stdout).toBe('');
});

describe('a database that refuses', () => {
	test('a wrong password', async () => {
		await using database = await createTestDatabase();
		await using login = await createLogin(database);
		for (const args of [['status'], ['daemon'], ['demo', '--headless'], ['db', 'migrate']]) {
			const outcome = await home.parley(args, {DATABASE_URL: login.urlWith('wr0ng-word')});
			expectTold(outcome, {exitCode: 4, what: /refused the login/, next: /user and the password in DATABASE_URL/});
			expect(outcome.stdout + outcome.stderr).not.toContain('wr0ng-word');
		}
	});

	test('a name that is none of its databases', async () => {
		await using database = await createEmptyDatabase();
		const outcome = await home.parley(['status'], {DATABASE_URL: database.url.replace(/test_\w+/, 'no_such_database')});
		expectTold(outcome, {exitCode: 4, what: /"no_such_database".* does not exist/, next: /createdb/});
	});
});

describe('a schema that is not the one needed', () => {
	const commands = [['status'], ['sync', 'run'], ['daemon']];
	const rename = (database: TestDatabase, from: string, to: string) => queryOnce(database.url, 'update "SequelizeMeta" set name = $2 where name = $1', [from, to]);
	const migrations = async (database: TestDatabase) => (await queryOnce<{name: string}>(database.url, 'select name from "SequelizeMeta" order by name')).map(row => row.name);

	test('a database without one is brought there by the command that is named', async () => {
		await using database = await createEmptyDatabase();
		const env = {DATABASE_URL: database.url};
		for (const args of commands) expectTold(await home.parley(args, env), {exitCode: 4, what: /\d+ migrations are pending/, next: /parley db migrate/});
		expect(await home.parley(['db', 'migrate'], env)).toMatchObject({exitCode: 0});
		expect(await home.parley(['status'], env)).toMatchObject({exitCode: 0});
	});

	test('half of one is refused until the rest is there, and the migration is not taken for done', async () => {
		await using database = await createTestDatabase();
		const env = {DATABASE_URL: database.url};
		const all = await migrations(database);
		await home.parley(['db', 'undo', '--yes'], env);
		expect(await migrations(database)).toEqual(all.slice(0, -1));
		expectTold(await home.parley(['status'], env), {exitCode: 4, what: new RegExp(`1 migration is pending.*${all.at(-1) ?? ''}`), next: /parley db migrate/});
		await home.parley(['db', 'migrate'], env);
		expect(await migrations(database)).toEqual(all);
	});

	test('a newer one is refused, by the migrations too, and nothing is changed', async () => {
		await using database = await createTestDatabase();
		const env = {DATABASE_URL: database.url};
		const last = (await migrations(database)).at(-1) ?? '';
		await rename(database, last, '29990101000000-phase-99-from-the-future.js');
		const before = await migrations(database);
		for (const args of [...commands, ['db', 'migrate'], ['db', 'undo', '--yes'], ['db', 'seed']]) {
			expectTold(await home.parley(args, env), {exitCode: 4, what: /phase-99-from-the-future/, next: /newer Parley|Update Parley/});
		}
		expect(await migrations(database)).toEqual(before);
	});
});

test('sequelize-cli migrates, seeds and takes back what parley does, with one history', async () => {
	await using database = await createEmptyDatabase();
	const env = {...home.env, DATABASE_URL: database.url};
	const sequelize = (...args: readonly string[]) => new Promise<string>((resolve, reject) => {
		execFile(nodeCommand, [join(packageFolder, 'node_modules/sequelize-cli/lib/sequelize'), ...args], {cwd: packageFolder, env}, (error, stdout, stderr) => (error === null ? resolve(stdout + stderr) : reject(new Error(stdout + stderr))));
	});
	await sequelize('db:migrate');
	await sequelize('db:seed:all');
	expect(await home.parley(['db', 'status'], env)).toMatchObject({exitCode: 0, stdout: expect.stringContaining('migrations are applied')});
	expect(await queryOnce(database.url, 'select system_name from external_systems')).toHaveLength(2);
	await sequelize('db:migrate:undo:all');
	expect(await home.parley(['db', 'status'], env)).toMatchObject({exitCode: 4});
	expect(await queryOnce(database.url, `select tablename from pg_tables where schemaname = 'public' and tablename <> 'SequelizeMeta'`)).toEqual([]);
});
