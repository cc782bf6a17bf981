import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {failpoints, type FailpointName} from '../../../source/core/process/failpoint.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {runUpkeep} from '../../../source/operations/run-upkeep.js';
import {startScript} from '../../support/script.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import type {Deed} from './deed.js';

let world: SyncedWorld;
let turn = 0;
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 120});
	await world.otherProgram(`update sync_policies set batch_size = 20 where entity_type = 'poam'`);
	await world.sync('system');
	await world.sync('poam', 'full');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
});
afterAll(() => world[Symbol.asyncDispose]());

const sync = (scope: 'changes' | 'full' = 'changes') => world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope});
const poamIds = async () => (await world.otherProgram<{poam_id: string}>(`
	select poam_id from ingestion_poams p where status = 'ongoing' and sync_status = 'synced' order by md5(poam_id || $1) limit 5`, [String(turn)])).map(row => row.poam_id);
const editOurs = (id: string, field: string, value: string) => world.otherProgram(`update ingestion_poams set ${field} = $2 where poam_id = $1`, [id, value]);
const effects = async () => (await world.xacta.effects()).filter(effect => effect.application.startsWith('parley') && effect.table === 'poams');
const ours = (ids: readonly string[]) => world.otherProgram<{poam_id: string; poc: string}>('select poam_id, poc from ingestion_poams where poam_id = any($1) order by poam_id', [ids]);

/** Dies there, and does not come back. */
async function dieAt(name: FailpointName, deed: Deed): Promise<void> {
	await using script = startScript('test/integration/kill/doomed-process.ts', [world.url, name, '1', JSON.stringify(deed)]);
	expect(await script.nextLine()).toBe('dies');
	await script.exitCode;
	// The time after which others may take over, and a failed send is tried again.
	await world.otherProgram(`update sync_leases set expires_at = now() - interval '1 second'`);
	await world.otherProgram(`update sync_outbox set next_attempt_at = now() where state in ('ready', 'unknown')`);
}

async function expectWhole(): Promise<void> {
	const {checks} = await world.operations.verify({isDeep: true});
	expect(checks.filter(({broken}) => broken > 0).map(({name, sample}) => ({name, sample}))).toEqual([]);
}

/** Runs again until all is quiet; then one more run may not change a thing. */
async function expectRest(): Promise<void> {
	await sync();
	await sync();
	const picture = () => world.otherProgram(`select (select json_agg(json_build_array(xmin::text, p) order by id) from ingestion_poams p) as rows,
		(select json_agg(l order by id) from sync_links l) as links, (select json_agg(c order by id) from sync_conflicts c) as conflicts, (select json_agg(o order by id) from sync_outbox o) as outbox`);
	const [before, sent] = [await picture(), (await effects()).length];
	await sync();
	expect(await picture()).toEqual(before);
	expect((await effects()).length).toBe(sent);
	await expectWhole();
}

/** A pair is at work and holds its lease; before and after, a run has a minute to go on. */
const isAtPair = (name: FailpointName): boolean => /^(pair|inbound|outbound)\./.test(name) && name !== 'pair.begun' && name !== 'pair.ended';

/** Edits by people on both sides, then a death in the run that meets them, then the run that goes on. */
async function playRun(name: FailpointName): Promise<void> {
	turn += 1;
	const [mine = '', theirs = '', both = '', refused = '', overtaken = ''] = await poamIds();
	const deed: Deed = {kind: 'sync', scope: name.startsWith('inbound.missing') ? 'full' : 'changes', ...(name === 'outbound.waiting' ? {isCutOff: true} : {})};
	await editOurs(mine, 'poc', `Mine ${turn}`);
	await world.xacta.people.reassign(theirs, `Theirs ${turn}`);
	await editOurs(both, 'poc', `Ours ${turn}`);
	await world.xacta.people.reassign(both, `Other ${turn}`);
	if (name.startsWith('outbound.refused')) await editOurs(refused, 'risk_rating', 'unheard of');
	if (name.startsWith('outbound.gave-way')) {
		// Written down, then overtaken by the other side before it could leave.
		await editOurs(overtaken, 'poc', `Late ${turn}`);
		await dieAt('outbound.owed-committed', deed);
		await world.xacta.people.delete(overtaken);
	}
	if (name.startsWith('inbound.missing')) {
		await world.xacta.people.delete(overtaken);
		await sync('full');
	}
	const before = await effects();
	await dieAt(name, deed);
	if (isAtPair(name)) expect((await world.operations.listOperations({}, undefined, 1)).rows).toMatchObject([{status: 'abandoned'}]);
	await expectWhole();
	await expectRest();
	expect(await ours([mine, theirs, both])).toEqual([{poam_id: mine, poc: `Mine ${turn}`}, {poam_id: theirs, poc: `Theirs ${turn}`}, {poam_id: both, poc: `Ours ${turn}`}].sort((a, b) => a.poam_id.localeCompare(b.poam_id)));
	const sent = (await effects()).slice(before.length).filter(({after}) => after?.['responsible_individual'] === `Mine ${turn}`);
	expect((await effects()).filter(({after, before: was}) => after?.['responsible_individual'] === `Mine ${turn}` && was?.['responsible_individual'] !== `Mine ${turn}`)).toHaveLength(1);
	expect(sent.length).toBeLessThanOrEqual(1);
	const open = await world.operations.listConflicts({status: 'pending', entityType: 'poam', text: both}, undefined, 10);
	expect(open.rows).toMatchObject([{fieldName: 'poc', internalValue: `Ours ${turn}`, externalValue: `Other ${turn}`}]);
	for (const {id, version} of open.rows) await world.operations.resolveConflict({id, version, verdict: {kind: 'keep_external'}});
}

const names = Object.keys(failpoints) as FailpointName[];
const isOfRun = (name: FailpointName) => /^(run|pair|inbound|outbound)\./.test(name);

describe('a run that dies', () => {
	test.each(names.filter(isOfRun))('at %s is gone on with: nothing is lost, nothing is done twice, and then all is quiet', name => playRun(name));
});

describe('a person’s decision', () => {
	test.each(names.filter(name => /^(verdict|undo)\./.test(name)))('whose process dies at %s is given whole, or not at all', async name => {
		turn += 1;
		const [id = ''] = await poamIds();
		await editOurs(id, 'poc', `Ours ${turn}`);
		await world.xacta.people.reassign(id, `Theirs ${turn}`);
		await sync();
		const [conflict] = (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 1)).rows;
		const asked = {id: conflict?.id ?? 0, version: conflict?.version ?? 0};
		const isUndo = name.startsWith('undo.');
		if (isUndo) await world.operations.resolveConflict({...asked, verdict: {kind: 'keep_external'}});
		await dieAt(name, isUndo ? {kind: 'undo', id: asked.id} : {kind: 'verdict', ...asked});
		const isGiven = name.endsWith('.committed');
		const isTheirs = isUndo ? !isGiven : isGiven;
		expect(await ours([id])).toEqual([{poam_id: id, poc: isTheirs ? `Theirs ${turn}` : `Ours ${turn}`}]);
		await expectWhole();
		await expectRest();
		expect(await ours([id])).toEqual([{poam_id: id, poc: isTheirs ? `Theirs ${turn}` : `Ours ${turn}`}]);
	});
});

/** After a day's upkeep: no run that says it goes on, and nothing of a plan on the spool. */
async function expectNothingLeft(): Promise<void> {
	await runUpkeep({database: world.database, clock: systemClock, actor: world.operations.actor});
	expect(await world.otherProgram(`select batch_id from ingestion_batches where status = 'running' and parent_operation_id is not null`)).toEqual([]);
	expect(await world.otherProgram('select * from sync_plan_spool')).toEqual([]);
}

describe('a plan', () => {
	test.each(names.filter(name => name.startsWith('plan.')))('whose process dies at %s is applied whole, or not at all', async name => {
		turn += 1;
		const ids = await poamIds();
		await expectRest();
		const before = await ours(ids);
		for (const id of ids) await world.xacta.people.reassign(id, `Theirs ${turn}`);
		const after = ids.toSorted().map(id => ({poam_id: id, poc: `Theirs ${turn}`}));
		const {id: planId} = await world.operations.planSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'changes', selection: undefined});
		await dieAt(name, {kind: 'plan', id: planId});
		const isApplied = name === 'plan.committed';
		expect(await ours(ids)).toEqual(isApplied ? after : before);
		expect((await world.operations.getPlan(planId)).appliedAt !== undefined).toBe(isApplied);
		await expectWhole();
		const again = world.operations.applyPlan({id: planId, clearsGuards: false});
		if (isApplied) await expect(again).rejects.toMatchObject({code: 'SYNC_PLAN_STALE'});
		else await again;
		await expectRest();
		expect(await ours(ids)).toEqual(after);
		await expectNothingLeft();
	});
});

describe('one verdict over many', () => {
	test.each(names.filter(name => name.startsWith('bulk.') || name === 'verdict.written' || name === 'verdict.committed'))('whose process dies at %s is gone on with by its request, and given once', async name => {
		turn += 1;
		const ids = await poamIds();
		for (const id of ids) {
			await editOurs(id, 'poc', `Ours ${turn}`);
			await world.xacta.people.reassign(id, `Theirs ${turn}`);
		}
		await sync();
		const {rows} = await world.operations.listConflicts({status: 'pending', reason: 'both_changed'}, undefined, 100);
		const open = rows.filter(({externalEntityId}) => ids.includes(externalEntityId ?? '')).map(({id}) => id);
		expect(open).toHaveLength(ids.length);
		const requestId = randomUUID();
		await dieAt(name, {kind: 'bulk', requestId, ids: open});
		const isGiven = name === 'verdict.committed';
		expect((await ours(ids)).map(({poc}) => poc)).toEqual(ids.map(() => (isGiven ? `Theirs ${turn}` : `Ours ${turn}`)));
		await expectWhole();
		const outcome = await world.operations.resolveConflicts({requestId});
		expect(outcome).toMatchObject({state: 'finished', skipped: [], left: []});
		expect(outcome.done.toSorted((a, b) => a - b)).toEqual(open.toSorted((a, b) => a - b));
		expect((await ours(ids)).map(({poc}) => poc)).toEqual(ids.map(() => `Theirs ${turn}`));
		expect(await world.otherProgram(`select target_id from audit_events where target_id = $1 and action = 'conflicts.keep_external'`, [requestId])).toHaveLength(1);
		await expectRest();
	});
});

describe('rejected records that are mapped again', () => {
	const setLimit = (length: number | undefined) => world.otherProgram(
		`update data_field_mappings set validation_rules = $1, mapping_version = mapping_version + 1 where entity_type = 'poam' and internal_field_name = 'poc'`,
		[length === undefined ? null : JSON.stringify([{type: 'max_length', value: length}])]);
	const rejected = async () => (await world.operations.listConflicts({status: 'pending', reason: 'transform_failed'}, undefined, 100)).rows.length;
	const replays = async () => (await world.otherProgram(`select sequence from audit_events where action = 'rejected.replay'`)).length;

	test.each(names.filter(name => name.startsWith('replay.')))('by a process that dies at %s are taken, once', async name => {
		turn += 1;
		const ids = await poamIds();
		const long = `Somebody with a name that is far too long ${turn}`;
		await setLimit(40);
		for (const id of ids) await world.xacta.people.reassign(id, long);
		await sync();
		// With those of earlier turns, whose names are as long.
		const waiting = await rejected();
		expect(waiting).toBeGreaterThanOrEqual(ids.length);
		await setLimit(undefined);
		const before = await replays();
		await dieAt(name, {kind: 'replay'});
		const isTaken = name === 'replay.part-committed';
		expect(await rejected()).toBe(isTaken ? 0 : waiting);
		expect(await replays()).toBe(before + (isTaken ? 1 : 0));
		await expectWhole();
		const {failure} = await world.operations.replayRejected({filter: {entityType: 'poam'}});
		expect(failure).toBeUndefined();
		expect(await rejected()).toBe(0);
		expect((await ours(ids)).map(({poc}) => poc)).toEqual(ids.map(() => long));
		await expectRest();
		await expectNothingLeft();
	});
});
