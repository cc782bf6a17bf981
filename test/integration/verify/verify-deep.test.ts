import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {createCatalog} from '../../../source/database/catalog.js';
import {createConnection, type Connection} from '../../../source/database/connection.js';
import {createStores} from '../../../source/database/create-stores.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import type {OperationContext} from '../../../source/operations/context.js';
import {verify} from '../../../source/operations/verify.js';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {sabotage} from './sabotage.js';

let world: SyncedWorld;
let connection: Connection;
beforeAll(async () => {
	world = await createSyncedWorld();
	connection = createConnection({address: parseDatabaseUrl(world.url), applicationName: 'sabotage', maxConnections: 1});
	await liveForAWhile();
});
afterAll(async () => {
	await connection.close();
	await world[Symbol.asyncDispose]();
});

/** Both sides edit: some fields of records are owed, some pending, some ignored, some agreed. */
async function liveForAWhile(): Promise<void> {
	await world.sync('system');
	await world.sync('poam');
	const ids = (await world.otherProgram<{poam_id: string}>(`select poam_id from ingestion_poams where status = 'ongoing' order by poam_id limit 4`)).map(row => row.poam_id);
	for (const [index, id] of ids.entries()) {
		if (index < 3) await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, 'Ours']);
		if (index > 0) await world.xacta.people.reassign(id, 'Theirs');
	}
	await world.sync('poam');
	const [first] = (await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 1)).rows;
	await world.operations.resolveConflict({id: first?.id ?? 0, version: first?.version ?? 0, verdict: {kind: 'ignore'}});
}

const context = (stores: OperationContext['database']['stores']): OperationContext => ({
	database: {...world.database, stores}, clock: systemClock, logger: silentLogger, isReadOnly: true, newId: () => '',
	actor: {userId: undefined, username: 'kim', role: 'viewer'}, connect: () => Promise.reject(new Error('Nothing is called.')), connectorOptions: () => [],
});

/** Which checks fail after these statements; they are rolled back. */
async function brokenBy(statements: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
	class RollBack extends Error {}
	const broken = new Map<string, readonly string[]>();
	try {
		await connection.transact(async sql => {
			await sql.query(`set local parley.writer = 'parley'`);
			for (const statement of statements) await sql.query(statement);
			const stores = createStores(sql, {catalog: createCatalog(sql), mask: text => text});
			const {checks} = await verify(context(stores), {isDeep: true});
			for (const {name, broken: count, sample} of checks) if (count > 0) broken.set(name, sample.map(({subject, detail}) => `${subject}: ${detail}`));
			throw new RollBack();
		});
	} catch (error) {
		if (!(error instanceof RollBack)) throw error;
	}
	return broken;
}

test('an installation at work holds everything', async () => {
	expect(await brokenBy([])).toEqual(new Map());
});

test('every check has its sabotage', async () => {
	const {checks} = await world.operations.verify({isDeep: true});
	expect(Object.keys(sabotage).sort()).toEqual(checks.map(({name}) => name).sort());
});

describe('each check', () => {
	test.each(Object.entries(sabotage))('%s fails when it should, and shows where', async (name, statements) => {
		const found = (await brokenBy(statements)).get(name) ?? [];
		expect(found.length).toBeGreaterThan(0);
		expect(found.length).toBeLessThanOrEqual(5);
		for (const line of found) expect(line).toMatch(/^\S.*: \S/);
	});
});

describe('parley verify', () => {
	const run = (...flags: readonly string[]) => runParleyCommand(['verify', ...flags], {operations: () => Promise.resolve(world.operations)});

	test('ends with 0 and names every check when all holds', async () => {
		const {exitCode, stdout} = await run('--deep');
		expect(exitCode).toBe(0);
		expect(stdout.trim().split('\n')).toHaveLength(Object.keys(sabotage).length + 1);
	});

	test('leaves the large tables alone without --deep', async () => {
		const {stdout} = await run('--json');
		const {checks} = JSON.parse(stdout) as {readonly checks: readonly {readonly name: string; readonly isDeep: boolean}[]};
		expect(checks.length).toBeGreaterThan(5);
		expect(checks.filter(({isDeep}) => isDeep)).toEqual([]);
	});

	test('ends with 5 and says what is broken, where, and what to do', async () => {
		await world.otherProgram(`insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_by) select id, 'poam', 999999, 'poc', '"a"', 'kim' from external_systems order by id limit 1`);
		const {exitCode, stdout} = await run('--deep');
		await world.otherProgram('delete from sync_internal_edits where internal_id = 999999');
		expect(exitCode).toBe(5);
		expect(stdout).toMatch(/✖ edits-have-links: .*\n {4}poam row 999999 poc: .*\n {2}Next: /);
	});
});
