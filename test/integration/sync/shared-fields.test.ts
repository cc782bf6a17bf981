import pg from 'pg';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {XactaSimulator} from '../../../source/simulator/xacta/start-xacta-simulator.js';
import {giveOut, listOngoing} from '../../support/ongoing-poams.js';
import {xactaUrl} from '../../support/synced-world.js';
import {createTwoSites, first, second, type TwoSites} from '../../support/two-sites.js';

let world: TwoSites;
let takeId: () => string;
let id = '';

beforeAll(async () => {
	world = await createTwoSites({systems: 1, poams: 40, assets: 2, findings: 4});
	takeId = giveOut(await listOngoing(world));
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
	id = takeId();
});

const run = async (systemName: string, scope: 'changes' | 'full' = 'changes') => {
	const {runs, failure} = await world.operations.runSync({systemName, entityType: 'poam', scope});
	if (failure !== undefined) throw failure;
	return runs[0]?.children ?? [];
};
const simulatorOf = (systemName: string): XactaSimulator => (systemName === first ? world.xacta : world.other);
const ours = async () => (await world.otherProgram<{poc: string; sync_status: string}>('select poc, sync_status from ingestion_poams where poam_id = $1', [id]))[0];
const notes = async () => world.otherProgram<{system: string; field: string; by: string; moved: boolean}>(`
	select s.system_name as system, e.field, e.changed_by as by, e.moved_at is not null as moved
	from sync_internal_edits e join external_systems s on s.id = e.external_system_id join ingestion_poams p on p.id = e.internal_id where p.poam_id = $1 order by 1, 2`, [id]);
const pending = async () => (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;
/** What Parley has written there of this record. */
const sentTo = async (systemName: string) => (await simulatorOf(systemName).effects())
	.filter(({application, table, after}) => application.startsWith('parley') && table === 'poams' && after?.['poam_id'] === id).map(({after}) => after?.['responsible_individual']);
const inside = async (systemName: string, text: string, values: readonly unknown[]) => {
	const client = new pg.Client({connectionString: xactaUrl({url: world.url, xacta: simulatorOf(systemName)})});
	await client.connect();
	try {
		return (await client.query<{responsible_individual: string | null}>(text, [...values])).rows;
	} finally {
		await client.end();
	}
};
const theirs = async (systemName: string) => (await inside(systemName, 'select responsible_individual from poams where poam_id = $1', [id]))[0]?.responsible_individual;
const setRule = (systemName: string, column: string, value: string) => world.otherProgram(
	`update sync_policies p set ${column} = $2 from external_systems s where s.id = p.external_system_id and s.system_name = $1 and p.entity_type = 'poam'`, [systemName, value]);

describe('a value that is taken from one system', () => {
	test.each([[first, second], [second, first]])('from %s, is owed to the other alone, reaches it once, and never comes back', async (one, two) => {
		await simulatorOf(one).people.reassign(id, 'Taken');
		await run(one);
		expect(await ours()).toEqual({poc: 'Taken', sync_status: 'pending'});
		expect(await notes()).toEqual([{system: two, field: 'poc', by: expect.stringContaining(`(${one})`), moved: true}]);
		await run(two);
		expect(await theirs(two)).toBe('Taken');
		for (let round = 0; round < 2; round++) for (const system of [one, two]) await run(system);
		expect([await sentTo(one), await sentTo(two)]).toEqual([[], ['Taken']]);
		expect(await notes()).toEqual([]);
		expect(await ours()).toEqual({poc: 'Taken', sync_status: 'synced'});
	});

	test('meets what the other has changed itself as a conflict there, as any edit of ours does, and nothing is overwritten', async () => {
		await world.xacta.people.reassign(id, 'Of The First');
		await world.other.people.reassign(id, 'Of The Second');
		await run(first);
		await run(second);
		expect(await pending()).toMatchObject([{systemName: second, fieldName: 'poc', reason: 'both_changed', internalValue: 'Of The First', externalValue: 'Of The Second', internalChange: {by: expect.stringContaining(`(${first})`)}}]);
		await run(first);
		expect([await theirs(first), await theirs(second)]).toEqual(['Of The First', 'Of The Second']);
		expect(await ours()).toMatchObject({sync_status: 'conflict'});
	});

	test('needs no sending where the other was given it as well', async () => {
		for (const simulator of [world.xacta, world.other]) await simulator.people.reassign(id, 'Told To Both By People');
		await run(first);
		await run(second);
		expect([await sentTo(first), await sentTo(second), await notes(), await pending()]).toEqual([[], [], [], []]);
	});

	test('is owed to nobody who only reads the field', async () => {
		await inside(first, 'update poams set weakness_description = $2, updated_date = now() where poam_id = $1', [id, 'Told by the first alone']);
		await run(first);
		expect(await world.otherProgram('select weakness_description from ingestion_poams where poam_id = $1', [id])).toEqual([{weakness_description: 'Told by the first alone'}]);
		expect(await notes()).toEqual([]);
	});

	test('is told by a plan as the run then does it', async () => {
		await world.xacta.people.reassign(id, 'Planned');
		const plan = await world.operations.planSync({systemName: first, entityType: 'poam', scope: 'changes', selection: undefined});
		expect(plan.pairs).toMatchObject([{counts: {updated: 1}, tally: {owed: 1}}]);
		expect((await world.operations.listPlanRows({planId: plan.id, after: undefined, limit: 10})).rows).toMatchObject([{entityId: id, owed: [`poc (to ${second})`]}]);
		expect(await notes()).toEqual([]);
		await world.operations.applyPlan({id: plan.id, clearsGuards: false});
		expect(await notes()).toMatchObject([{system: second, field: 'poc'}]);
		await run(second);
		expect(await theirs(second)).toBe('Planned');
	});

	test('and its note stand or fall together when the run breaks off', async () => {
		await world.xacta.people.reassign(id, 'Torn');
		const broken = await world.bind({failpoint: name => (name === 'inbound.part-applied' ? Promise.reject(new Error('broken off')) : Promise.resolve())}).runSync({systemName: first, entityType: 'poam'});
		expect(broken.failure).toMatchObject({message: 'broken off'});
		expect([(await ours())?.poc === 'Torn', await notes()]).toEqual([false, []]);
		await run(first);
		expect(await notes()).toMatchObject([{system: second}]);
		await run(second);
	});

	test('is not sent in a form that would come back as another, and nothing goes to and fro', async () => {
		const mapping = `m.external_system_id = s.id and s.system_name = $1 and m.entity_type = 'poam' and m.internal_field_name = 'poc'`;
		const [before] = await world.otherProgram<{transformation_rule: unknown}>(`select m.transformation_rule from data_field_mappings m, external_systems s where ${mapping}`, [second]);
		const setMapping = (rule: unknown) => world.otherProgram(`update data_field_mappings m set transformation_rule = $2 from external_systems s where ${mapping}`, [second, JSON.stringify(rule)]);
		await setMapping({type: 'lowercase'});
		try {
			await world.xacta.people.reassign(id, 'Mixed Case');
			for (let round = 0; round < 3; round++) for (const system of [first, second]) await run(system);
			expect([await sentTo(first), await sentTo(second)]).toEqual([[], []]);
			expect(await ours()).toEqual({poc: 'Mixed Case', sync_status: 'pending'});
			expect((await run(second)).at(-1)?.problems).toEqual([expect.stringContaining('would come back')]);
		} finally {
			await setMapping(before?.transformation_rule ?? {type: 'none'});
		}
		await run(second);
		expect(await theirs(second)).toBe('Mixed Case');
	});

	test('is as old as it is where it comes from: the newest of both wins, whoever was read first', async () => {
		for (const system of [first, second]) await setRule(system, 'conflict_resolution_strategy', 'newest_wins');
		try {
			await inside(first, `update poams set responsible_individual = 'An Hour Ago', updated_date = now() at time zone 'UTC' - interval '1 hour' where poam_id = $1`, [id]);
			await world.other.people.reassign(id, 'Just Now');
			await run(first, 'full');
			expect(await ours()).toMatchObject({poc: 'An Hour Ago'});
			for (let round = 0; round < 2; round++) for (const system of [second, first]) await run(system);
			expect([await theirs(first), await theirs(second), (await ours())?.poc]).toEqual(['Just Now', 'Just Now', 'Just Now']);
		} finally {
			for (const system of [first, second]) await setRule(system, 'conflict_resolution_strategy', 'manual');
		}
	});

	test('comes to rest where each side is to win over ours', async () => {
		for (const system of [first, second]) await setRule(system, 'conflict_resolution_strategy', 'external_wins');
		try {
			await world.xacta.people.reassign(id, 'First Says');
			await world.other.people.reassign(id, 'Second Says');
			for (let round = 0; round < 3; round++) for (const system of [first, second]) await run(system);
			const held = [await theirs(first), await theirs(second), (await ours())?.poc];
			expect(new Set(held).size).toBe(1);
			const sent = [await sentTo(first), await sentTo(second)];
			for (const system of [first, second]) await run(system);
			expect([await sentTo(first), await sentTo(second)]).toEqual(sent);
			expect(sent.flat()).toHaveLength(1);
		} finally {
			for (const system of [first, second]) await setRule(system, 'conflict_resolution_strategy', 'manual');
		}
	});

	test('that fills an empty field of ours on first contact is owed to the system that had none', async () => {
		await inside(first, 'update poams set responsible_individual = null, updated_date = now() where poam_id = $1', [id]);
		await world.otherProgram(`delete from sync_links l using external_systems s, ingestion_poams p where s.id = l.external_system_id and s.system_name = $1 and p.id = l.internal_id and l.entity_type = 'poam' and p.poam_id = $2`, [second, id]);
		await run(first);
		expect(await ours()).toEqual({poc: null, sync_status: 'synced'});
		await run(second, 'full');
		expect(await ours()).toMatchObject({poc: await theirs(second), sync_status: 'pending'});
		expect(await notes()).toMatchObject([{system: first, field: 'poc'}]);
		await run(first);
		expect(await theirs(first)).toBe(await theirs(second));
	});
});

describe('a value that a person gives in a conflict with one system', () => {
	/** Both ours and the first have moved: a question about the first alone. */
	const dispute = async () => {
		await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, 'Ours']);
		await run(second);
		await world.xacta.people.reassign(id, 'Theirs');
		await run(first);
		const [conflict] = await pending();
		expect([conflict?.systemName, await notes()]).toMatchObject([first, [{system: first}]]);
		return {id: conflict?.id ?? 0, version: conflict?.version ?? 0};
	};
	const systemsOwed = async () => (await notes()).map(({system}) => system);

	test.each([
		{verdict: {kind: 'keep_external'}, value: 'Theirs', owed: [second]},
		{verdict: {kind: 'edit', value: 'Neither'}, value: 'Neither', owed: [first, second]},
		{verdict: {kind: 'keep_internal'}, value: 'Ours', owed: [first]},
	] as const)('is owed to the others as well where it is new to them: $verdict.kind', async ({verdict, value, owed}) => {
		await world.operations.resolveConflict({...await dispute(), verdict});
		expect(await systemsOwed()).toEqual([...owed].sort());
		expect(await ours()).toEqual({poc: value, sync_status: 'pending'});
		for (const system of [first, second]) await run(system);
		expect([await theirs(first), await theirs(second), await ours(), await notes()]).toEqual([value, value, {poc: value, sync_status: 'synced'}, []]);
	});

	test('is owed the same when many are settled at once', async () => {
		const conflict = await dispute();
		await world.operations.resolveConflicts({predicate: {kind: 'ids', ids: [conflict.id]}, verdict: {kind: 'keep_external'}});
		expect(await systemsOwed()).toEqual([second]);
		expect(await ours()).toEqual({poc: 'Theirs', sync_status: 'pending'});
		await run(second);
		expect(await theirs(second)).toBe('Theirs');
	});

	test.each(['alone', 'with many'] as const)('and is taken back, %s, brings the others back as well', async how => {
		const conflict = await dispute();
		const bulk = how === 'alone' ? undefined : await world.operations.resolveConflicts({predicate: {kind: 'ids', ids: [conflict.id]}, verdict: {kind: 'keep_external'}});
		if (bulk === undefined) await world.operations.resolveConflict({...conflict, verdict: {kind: 'keep_external'}});
		await run(second);
		expect(await theirs(second)).toBe('Theirs');
		if (bulk === undefined) await world.operations.undoResolution({id: conflict.id});
		else await world.operations.undoConflicts({requestId: bulk.requestId});
		expect(await systemsOwed()).toEqual([first, second]);
		await run(second);
		expect([await theirs(first), await theirs(second), (await ours())?.sync_status]).toEqual(['Theirs', 'Ours', 'conflict']);
	});
});

test('nothing is left that no run would find', async () => {
	const {checks} = await world.operations.verify({isDeep: true});
	expect(checks.filter(({broken}) => broken > 0)).toEqual([]);
});
