import {readFile} from 'node:fs/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {DemoSummary} from '../../../source/demo/demo-summary.js';
import {createProgramHome, type ProgramHome} from '../../support/built-program.js';
import {openDemoConsole} from '../../support/demo-console.js';
import {queryOnce} from '../../support/embedded-home.js';
import {picturesPage, picturesPageFile} from '../../support/pictures-page.js';
import {toPictureFile, walkPictures, walks} from '../../support/pictures.js';
import {nodeCommand, parleyFile, startProgram} from '../../support/program.js';
import {createScreen} from '../../support/screen.js';
import {drawTerminalSvg} from '../../support/terminal-svg.js';
import {waitFor} from '../../support/wait-for.js';

let home: ProgramHome;
let first: DemoSummary;
let bornOn: string;
const today = (): string => new Date().toISOString().slice(0, 10);
const demo = async (...args: readonly string[]): Promise<DemoSummary> => {
	const {exitCode, stdout, stderr} = await home.parley(['demo', '--headless', '--json', ...args]);
	expect([exitCode, stderr]).toEqual([0, '']);
	return JSON.parse(stdout) as DemoSummary;
};
const bear = async (...args: readonly string[]): Promise<void> => {
	bornOn = today();
	first = await demo(...args);
};

beforeAll(async () => {
	home = await createProgramHome();
	await bear();
}, 300_000);
afterAll(() => home[Symbol.asyncDispose]());

/** What looks the same and stands together: what differs is then told in a few lines. */
const toParts = (svg: string): readonly string[] => svg.split(/(?=<(?:text|rect))/);

async function expectPictures(): Promise<void> {
	for (const walk of walks) {
		await using program = await openDemoConsole(home, first.databaseUrl, walk);
		await walkPictures(program, walk, async picture => {
			const committed = await readFile(toPictureFile(picture), 'utf8');
			const drawn = () => drawTerminalSvg(program.emulator, picture.title);
			await waitFor(`the screen to be "${picture.name}"`, () => drawn() === committed, {timeoutMs: 60_000})
				.catch(() => expect(toParts(drawn()), picture.name).toEqual(toParts(committed)));
		});
	}
}

// First of all: the screens show what has been done before.
test('every screen of the console is what its picture in docs/screens shows; "npm run screenshots" draws them anew', {timeout: 900_000}, async () => {
	expect(await readFile(picturesPageFile, 'utf8')).toBe(picturesPage());
	await expectPictures().catch(async (error: unknown) => {
		// Dates of records count from the organization's birth, and others from today: where midnight falls between the two, all begins anew.
		if (today() === bornOn) throw error;
		await bear('--fresh');
		await expectPictures();
	});
});

describe('the demo without a terminal', () => {
	test('has a row and a link for everything that the simulated systems hold', async () => {
		const {tenable, xacta} = first.simulators;
		expect(first.records).toEqual({
			asset: {rows: 150, linked: 150}, vulnerability: {rows: 3000, linked: 3000},
			system: {rows: 5, linked: 5}, control: {rows: 1400, linked: 1400}, poam: {rows: 60, linked: 60},
		});
		expect(tenable).toMatchObject({assets: 150, findings: 3000});
		expect(xacta).toMatchObject({systems: 5, control_implementations: 1400, poams: 60});
	});

	test('has read exactly what was served', async () => {
		const [read] = await queryOnce(first.databaseUrl, `
			select (select sum(total_records)::int from ingestion_batches where parent_operation_id is not null and external_system = 'tenable') as tenable,
				(select count(*)::int from api_call_logs l join external_systems s on s.id = l.external_system_id where s.system_type = 'tenable') as calls`);
		const {servedAssets = 0, servedFindings = 0, requests} = first.simulators.tenable ?? {};
		expect(read).toEqual({tenable: servedAssets + servedFindings, calls: requests});
	});

	test('leaves several dozen conflicts to a person', () => {
		expect(first.pendingConflicts).toBeGreaterThanOrEqual(24);
		expect(first.causes.map(cause => cause.fieldName)).toEqual(expect.arrayContaining(['scheduled_completion', 'poc', 'business_owner', 'implementation_status']));
	});

	test('goes on with the data that is there', async () => {
		const [calls] = await queryOnce(first.databaseUrl, 'select count(*)::int as calls from api_call_logs');
		const second = await demo();
		expect(second).toMatchObject({records: first.records, operations: {...first.operations, ...calls}, pendingConflicts: first.pendingConflicts});
	});
});

test('in a terminal a person keeps the external value of a POA&M, takes that back, and watches a sync, by keys that are on the screen', async () => {
	await using program = startProgram({command: nodeCommand, args: [parleyFile, 'demo'], env: home.env});
	const screen = createScreen(program);
	const pending = async () => (await queryOnce<{count: number}>(first.databaseUrl, `select count(*)::int as count from sync_conflicts where resolution_status = 'pending'`))[0]?.count;
	const runs = async () => (await queryOnce<{status: string}>(first.databaseUrl, `select status from ingestion_batches where parent_operation_id is null`)).map(row => row.status);
	await screen.isAt('Health');
	await screen.shows('2 Confl');
	screen.press('2');
	await screen.selects('poam');
	await screen.choose('rows');
	await screen.selects('POAM-');
	await screen.choose('open');
	await screen.choose('keep theirs');
	await screen.shows('u undoes it');
	await waitFor('one conflict less', async () => (await pending()) === first.pendingConflicts - 1);
	await screen.choose('undo');
	await screen.shows('undone');
	await waitFor('all conflicts to wait again', async () => (await pending()) === first.pendingConflicts);
	const before = await runs();
	screen.press('1');
	await screen.isAt('Health');
	await screen.choose('sync');
	await screen.shows(/✓ Tenable.io assets: \d+ read/);
	expect(await runs()).toEqual([...before, 'completed']);
	screen.press('3');
	await screen.isAt('Operations');
	await screen.shows('● completed');
	await screen.choose('quit');
	expect(await program.exit).toEqual({exitCode: 0, signal: undefined});
	expect(program.isAlternateScreen()).toBe(false);
	expect(program.screen().join('\n')).toContain('parley conflicts list');
});

test('begun anew, it is as it was at first', async () => {
	const {runs, read} = first.operations; // How often it asked depends on how busy the machine is.
	expect(await demo('--fresh')).toMatchObject({records: first.records, operations: {runs, read}, pendingConflicts: first.pendingConflicts});
});
