import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {RecordVerdict} from '../../../source/core/record-verdict.js';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {waitFor} from '../../support/wait-for.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 40});
	await world.sync('poam');
});
afterAll(() => world[Symbol.asyncDispose]());

let used = 0;
const next = async (): Promise<{readonly id: string; readonly poamId: string}> => {
	const rows = await world.otherProgram<{id: string; poam_id: string}>(`select id::text as id, poam_id from ingestion_poams where poam_id not like 'OURS-%' order by poam_id`);
	const row = rows[used++];
	return {id: row?.id ?? '', poamId: row?.poam_id ?? ''};
};
const look = (poamId: string) => world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam', selection: {kind: 'ids', externalIds: [poamId]}});
const question = async (externalId: string) => {
	const {rows} = await world.operations.listConflicts({status: 'pending', entityType: 'poam', fieldName: null}, undefined, 100);
	const conflict = rows.find(row => row.externalEntityId === externalId);
	if (conflict === undefined) throw new Error(`Nothing is asked about ${externalId}.`);
	return conflict;
};
const settle = async (externalId: string, verdict: RecordVerdict) => {
	const {id, version} = await question(externalId);
	return world.operations.settleRecord({id, version, verdict});
};
const ours = async (poamId: string) => (await world.otherProgram<{id: string; status: string; poc: string; sync_status: string}>('select id::text as id, status, poc, sync_status from ingestion_poams where poam_id = $1', [poamId]));
const linksOf = async (poamId: string) => world.otherProgram<{internal_id: string}>('select internal_id::text as internal_id from sync_links where entity_type = $1 and external_id = $2', ['poam', poamId]);
const broken = async () => (await world.operations.verify({isDeep: true})).checks.filter(check => check.broken > 0).map(({name, sample}) => ({name, sample}));

describe('a record that the other side deleted', () => {
	test('is unlinked: ours stays as it is, every other question about it ends, and nothing of it is owed', async () => {
		const {poamId} = await next();
		await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [poamId, 'Ours']);
		await world.xacta.people.reassign(poamId, 'Theirs');
		await look(poamId);
		await world.xacta.people.delete(poamId);
		await look(poamId);
		expect(await world.operations.listRecordVerdicts((await question(poamId)).id)).toMatchObject([
			{verdict: {kind: 'unlink'}, text: expect.stringContaining('linked to Xacta 360 no more')},
			{verdict: {kind: 'mark_gone'}, refusal: expect.stringContaining('--when-gone')},
		]);
		expect(await settle(poamId, {kind: 'unlink'})).toMatchObject({kind: 'settled', conflict: {status: 'resolved', resolutionAction: 'unlink', resolvedBy: 'sam'}});
		expect(await ours(poamId)).toMatchObject([{poc: 'Ours', sync_status: 'synced'}]);
		expect(await linksOf(poamId)).toEqual([]);
		expect((await world.operations.listConflicts({status: 'pending', text: poamId}, undefined, 10)).rows).toEqual([]);
		expect(await broken()).toEqual([]);
	});

	test('is marked as the policy says, and only then', async () => {
		const {poamId} = await next();
		await world.xacta.people.delete(poamId);
		await look(poamId);
		await expect(settle(poamId, {kind: 'mark_gone'})).rejects.toMatchObject({code: 'CONFLICT_VERDICT_REFUSED'});
		await world.otherProgram(`update sync_policies set gone_fields = '{"status": "Archived"}' where entity_type = 'poam'`);
		expect(await settle(poamId, {kind: 'mark_gone'})).toMatchObject({kind: 'settled', text: 'our record gets status Archived, and is linked to Xacta 360 no more'});
		expect(await ours(poamId)).toMatchObject([{status: 'Archived', sync_status: 'synced'}]);
		expect(await linksOf(poamId)).toEqual([]);
		expect(await broken()).toEqual([]);
	});

	test('is not settled by somebody who saw another question', async () => {
		const {poamId} = await next();
		await world.xacta.people.delete(poamId);
		await look(poamId);
		const {id, version} = await question(poamId);
		expect(await world.operations.settleRecord({id, version: version + 1, verdict: {kind: 'unlink'}})).toMatchObject({kind: 'stale'});
		expect(await linksOf(poamId)).toHaveLength(1);
		await expect(world.operations.settleRecord({id, version, verdict: {kind: 'create'}})).rejects.toMatchObject({code: 'CONFLICT_VERDICT_REFUSED'});
	});

	test('cannot be taken back, and says why', async () => {
		const {rows: [settled]} = await world.operations.listConflicts({status: 'resolved', fieldName: null}, undefined, 1);
		await expect(world.operations.undoResolution({id: settled?.id ?? 0})).rejects.toMatchObject({code: 'CONFLICT_UNDO_REFUSED', message: expect.stringContaining('which records belong together')});
	});
});

describe('a record of ours that another program deleted', () => {
	test('is created again from what the other side last showed', async () => {
		const {id, poamId} = await next();
		await world.otherProgram('delete from ingestion_poams where id = $1', [id]);
		await world.xacta.people.reassign(poamId, 'Changed There');
		await look(poamId);
		expect(await question(poamId)).toMatchObject({reason: 'delete_modify'});
		expect(await settle(poamId, {kind: 'create_again'})).toMatchObject({kind: 'settled'});
		expect(await ours(poamId)).toHaveLength(1);
		expect(await linksOf(poamId)).toEqual([{internal_id: (await ours(poamId))[0]?.id}]);
		await world.sync('poam', 'full');
		expect(await ours(poamId)).toMatchObject([{poc: 'Changed There', sync_status: 'synced'}]);
		expect(await broken()).toEqual([]);
	});
});

describe('a record that may be one of several of ours', () => {
	/** Theirs has the key of one of our rows and the other system's id of another. */
	const confuse = async () => {
		const {id, poamId} = await next();
		const other = await next();
		await world.otherProgram('delete from sync_links where internal_id = any($1::bigint[])', [[id, other.id]]);
		await world.otherProgram('update ingestion_poams set xacta_poam_id = null, poc = $2 where id = $1', [id, 'Ours']);
		await world.otherProgram(`update ingestion_poams set xacta_poam_id = $2, poam_id = 'OURS-' || id where id = $1`, [other.id, poamId]);
		await look(poamId);
		return {poamId, byKey: id, byId: other.id};
	};

	test('is linked to the one that a person names, and what differs is asked about', async () => {
		const {poamId, byKey, byId} = await confuse();
		const {id, version} = await question(poamId);
		expect((await world.operations.listRecordVerdicts(id)).map(({verdict}) => verdict.kind)).toEqual(['link', 'link', 'create']);
		const shown = await runParleyCommand(['conflicts', 'show', String(id)], {operations: () => Promise.resolve(world.operations)});
		expect(shown.stdout).toMatch(new RegExp(`--link ${byId} +Xacta 360 ${poamId} is our OURS-${byId}`));
		const settled = await runParleyCommand(['conflicts', 'settle', String(id), '--link', byKey, '--version', String(version)], {operations: () => Promise.resolve(world.operations)});
		expect(settled).toMatchObject({exitCode: 0, stderr: ''});
		expect(await linksOf(poamId)).toEqual([{internal_id: byKey}]);
		const asked = await world.operations.listConflicts({status: 'pending', reason: 'initial_mismatch', text: poamId}, undefined, 100);
		expect(asked.rows.map(({fieldName}) => fieldName)).toEqual(['poc']);
		expect(await broken()).toEqual([]);
	});

	test('is looked at again, and the question ends when only one is left', async () => {
		const {poamId, byKey, byId} = await confuse();
		const {id} = await question(poamId);
		await world.otherProgram(`update ingestion_poams set xacta_poam_id = null where id = $1`, [byId]);
		const run = await runParleyCommand(['conflicts', 'look', String(id)], {operations: () => Promise.resolve(world.operations)});
		expect(run.exitCode).toBe(0);
		expect(await linksOf(poamId)).toEqual([{internal_id: byKey}]);
		expect(await world.operations.getConflict(id)).toMatchObject({conflict: {status: 'resolved', resolutionAction: 'converged'}});
	});

	test('stays settled when a run that has found the question before looks at the record anew', async () => {
		const {poamId} = await confuse();
		const {id} = await question(poamId);
		await world.xacta.people.reassign(poamId, 'Changed There');
		const [{me} = {me: 0}] = await world.otherProgram<{me: number}>('select pg_backend_pid() as me');
		await world.otherProgram('begin');
		await world.otherProgram(`update sync_conflicts set resolution_status = 'resolved', resolution_action = 'link', resolved_by_name = 'kim', version = version + 1 where id = $1`, [id]);
		const looking = look(poamId);
		await waitFor('the run to wait for the verdict', async () => (await world.otherProgram('select from pg_stat_activity where $1 = any(pg_blocking_pids(pid))', [me])).length > 0);
		await world.otherProgram('commit');
		await looking;
		expect((await world.operations.getConflict(id)).conflict).toMatchObject({status: 'resolved', resolutionAction: 'link', resolvedBy: 'kim'});
		// This verdict was none of Parley's: nothing else of it is there.
		await world.otherProgram('delete from sync_conflicts where id = $1', [id]);
	});

	test('becomes a new one of ours', async () => {
		const {poamId, byKey} = await confuse();
		await world.otherProgram(`update ingestion_poams set poam_id = 'OURS-' || id where id = $1`, [byKey]);
		const before = await world.otherProgram<{n: number}>('select count(*)::int as n from ingestion_poams');
		await settle(poamId, {kind: 'create'});
		expect(await world.otherProgram('select count(*)::int as n from ingestion_poams')).toEqual([{n: (before[0]?.n ?? 0) + 1}]);
		expect(await linksOf(poamId)).toEqual([{internal_id: (await ours(poamId))[0]?.id}]);
		expect(await broken()).toEqual([]);
	});

	test('is refused as new when the database has one with its key, and nothing is half done', async () => {
		const {poamId} = await confuse();
		await expect(settle(poamId, {kind: 'create'})).rejects.toMatchObject({code: 'CONFLICT_VERDICT_REFUSED', message: expect.stringContaining('The database does not take it')});
		expect(await question(poamId)).toMatchObject({status: 'pending'});
		expect(await linksOf(poamId)).toEqual([]);
	});
});
