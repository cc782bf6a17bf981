import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createProgramHome, expectTold, runToEnd, type ProgramHome} from '../../support/built-program.js';
import {parleyFile} from '../../support/program.js';

let home: ProgramHome;
beforeAll(async () => {
	home = await createProgramHome();
});
afterAll(() => home[Symbol.asyncDispose]());

describe('a command line that is not understood', () => {
	test.each([
		[['frobnicate'], /no command "frobnicate"/, /parley --help/],
		[['status', '--frob'], /"parley status" has no flag --frob/, /parley status --help/],
		[['--frob'], /has no flag --frob/, /--help/],
		[['status', 'check'], /"check" is too many for "parley status"/, /parley status --help/],
		[['conflicts', 'show'], /id of the conflict is missing/, /Give the id/],
		[['sync', 'run', '--entity', 'walrus'], /takes asset, .*"walrus" is none/, /sync run --help/],
		[['simulate', 'xacta', '--database', 'a b'], /"a b" is no name/, /small letters/],
		[['simulate', 'xacta', '--database-url', 'not-an-address'], /takes the address of a PostgreSQL/, /postgresql:\/\//],
		[['sync', 'run', '--full=maybe'], /--full takes no value/, /sync run --help/],
		[['daemon', '--port', '70000'], /"70000" is not a port/, /0 to 65535/],
	])('parley %j', async (args, what, next) => {
		const outcome = await home.parley(args);
		expectTold(outcome, {exitCode: 2, what, next});
		expect(outcome.stdout).toBe('');
	});

	test('is told to a program as JSON when it asked for that', async () => {
		const {exitCode, stdout, stderr} = await home.parley(['status', '--frob', '--json']);
		expect(JSON.parse(stderr)).toEqual({error: {code: 'USAGE', message: expect.stringContaining('--frob'), nextStep: expect.stringContaining('--help')}});
		expect([exitCode, stdout]).toEqual([2, '']);
	});
});

test('a console without a terminal says which commands print lines', async () => {
	expectTold(await home.parley([]), {exitCode: 2, what: /does not go to a terminal/, next: /parley status/});
});

test('a Node that is too old is told so before anything else is loaded', async () => {
	const pretend = `Object.defineProperty(process, 'versions', {value: {...process.versions, node: '20.20.2'}})`;
	const outcome = await runToEnd(['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, parleyFile, 'status'], home.env);
	expectTold(outcome, {exitCode: 3, what: /needs Node 22\.12 or newer; this is 20\.20\.2/, next: /npx parley/});
});

describe('a configuration with mistakes', () => {
	test('is refused with all of them at once, and where they stand', async () => {
		await using other = await createProgramHome();
		await mkdir(join(other.folder, '.config/parley'), {recursive: true});
		await writeFile(join(other.folder, '.config/parley/config.json'), '{"databseUrl": "postgresql://x", "logLevel": "loud"}');
		const outcome = await other.parley(['status'], {PARLEY_COLOUR: 'green', DATABASE_URL: 'mysql://u:s3cret@h/x'});
		expectTold(outcome, {exitCode: 3, what: /databseUrl[^]*logLevel|logLevel[^]*databseUrl/, next: /docs\/settings\.md/});
		expect(outcome.stderr).toMatch(/PARLEY_COLOUR/);
		expect(outcome.stderr).toMatch(/DATABASE_URL/);
		expect(outcome.stderr).toContain('config.json');
		expect(outcome.stderr).not.toContain('s3cret');
	});

	test('is refused when it is no JSON', async () => {
		await using other = await createProgramHome();
		await mkdir(join(other.folder, '.config/parley'), {recursive: true});
		await writeFile(join(other.folder, '.config/parley/config.json'), '{"logLevel": ');
		expectTold(await other.parley(['status']), {exitCode: 3, what: /config\.json/, next: /docs\/settings\.md/});
	});
});
