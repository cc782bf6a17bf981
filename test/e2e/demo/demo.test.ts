import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import pg from 'pg';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {DemoSummary} from '../../../source/demo/demo-summary.js';
import {nodeCommand, parleyFile} from '../../support/program.js';

const run = promisify(execFile);

let dataHome: string;
let first: DemoSummary;
const parley = (...args: readonly string[]) =>
	run(nodeCommand, [parleyFile, ...args], {env: {PATH: process.env['PATH'], HOME: dataHome, PARLEY_DATA_HOME: dataHome, DATABASE_URL: ''}});
const demo = async (...args: readonly string[]): Promise<DemoSummary> => JSON.parse((await parley('demo', '--headless', '--json', ...args)).stdout) as DemoSummary;

beforeAll(async () => {
	dataHome = await mkdtemp(join(tmpdir(), 'parley-demo-'));
	first = await demo();
}, 120_000);
afterAll(async () => {
	await parley('db', 'stop');
	await rm(dataHome, {recursive: true, force: true});
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
		const client = new pg.Client({connectionString: first.databaseUrl});
		await client.connect();
		const {rows: [read]} = await client.query<{tenable: number; calls: number}>(`
			select (select sum(total_records)::int from ingestion_batches where parent_operation_id is not null and external_system = 'tenable') as tenable,
				(select count(*)::int from api_call_logs l join external_systems s on s.id = l.external_system_id where s.system_type = 'tenable') as calls`);
		await client.end();
		const {servedAssets = 0, servedFindings = 0, requests} = first.simulators.tenable ?? {};
		expect(read).toEqual({tenable: servedAssets + servedFindings, calls: requests});
	});

	test('leaves several dozen conflicts to a person', () => {
		expect(first.pendingConflicts).toBeGreaterThanOrEqual(24);
		expect(first.causes.map(cause => cause.fieldName)).toEqual(expect.arrayContaining(['scheduled_completion', 'poc', 'business_owner', 'implementation_status']));
	});

	test('goes on with the data that is there', async () => {
		const second = await demo();
		expect(second).toMatchObject({records: first.records, operations: first.operations, pendingConflicts: first.pendingConflicts});
	});
});
