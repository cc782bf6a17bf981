import pg from 'pg';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Verdict} from '../../../source/core/conflict.js';
import {AppError} from '../../../source/errors/app-error.js';
import {giveOut, listOngoing} from '../../support/ongoing-poams.js';
import {createSyncedWorld, xactaUrl, type SyncedWorld} from '../../support/synced-world.js';
import {addWeakness} from '../../support/weakness.js';

const long = 'A Name That Is Longer Than Their Column Likes';
const cut = long.slice(0, 20);
const dropped = 'Nobody They Know';

let world: SyncedWorld;
let theirSide: pg.Client;
let takeId: () => string;
let id = '';

beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 40, assets: 2, findings: 4});
	await world.otherProgram(`update external_systems set rate_limit_config = '{"requests_per_minute": 600000, "burst_capacity": 100000}'`);
	theirSide = new pg.Client({connectionString: xactaUrl(world)});
	await theirSide.connect();
	// A site's own rule, of which it tells nobody.
	await theirSide.query(`
		create function shorten() returns trigger language plpgsql as $$ begin
			new.responsible_individual := nullif(left(new.responsible_individual, ${cut.length}), '${dropped}');
			if tg_op = 'INSERT' then new.weakness_description := left(new.weakness_description, 40); end if;
			return new;
		end $$;
		create trigger a_shorten before insert or update on poams for each row execute function shorten()`);
	await world.sync('system');
	await world.sync('poam');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
	takeId = giveOut(await listOngoing(world));
});
afterAll(async () => {
	await theirSide.end();
	await world[Symbol.asyncDispose]();
});
beforeEach(() => {
	id = takeId();
});

const run = async (scope: 'changes' | 'full' = 'changes') => {
	const {runs, failure} = await world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope});
	if (failure !== undefined) throw failure;
	return runs[0]?.children.find(({direction}) => direction === 'outbound');
};
const edit = (poc: string) => world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, poc]);
const ours = async () => (await world.otherProgram<{poc: string; sync_status: string}>('select poc, sync_status from ingestion_poams where poam_id = $1', [id]))[0];
const theirs = async () => (await theirSide.query<{name: string}>('select responsible_individual as name from poams where poam_id = $1', [id])).rows[0]?.name;
const writes = async () => (await world.xacta.effects()).filter(({application, table, after}) => application.startsWith('parley') && table === 'poams' && after?.['poam_id'] === id).length;
const pending = async () => (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;
const setStrategy = (strategy: string) => world.otherProgram(`update sync_policies set conflict_resolution_strategy = $1 where entity_type = 'poam'`, [strategy]);
const decide = async (verdict: Verdict) => {
	const [conflict] = await pending();
	await world.operations.resolveConflict({id: conflict?.id ?? 0, version: conflict?.version ?? 0, verdict});
};

describe('a text that the other side takes and cuts', () => {
	test('becomes one question with both texts in it, and is not sent again by itself', async () => {
		await edit(long);
		expect(await run()).toMatchObject({status: 'completed', counts: {read: 1, conflicting: 1}, conflictsOpened: 1});
		const asked = await pending();
		expect(asked).toMatchObject([{fieldName: 'poc', conflictType: 'field_mismatch', reason: 'stored_otherwise', baseValue: cut, internalValue: long, externalValue: cut, note: expect.stringContaining(`${long.length} characters`)}]);
		expect(await ours()).toEqual({poc: long, sync_status: 'conflict'});
		for (const scope of ['changes', 'full', 'full'] as const) expect((await run(scope))?.counts.read).toBe(0);
		expect([await pending(), await writes(), await theirs()]).toEqual([asked, 1, cut]);
	});

	test('and drops altogether is a question as well: ours is not emptied by it', async () => {
		await edit(dropped);
		expect(await run()).toMatchObject({counts: {read: 1, conflicting: 1}});
		for (const scope of ['changes', 'full'] as const) expect((await run(scope))?.counts.read).toBe(0);
		expect([await ours(), await theirs(), await writes()]).toEqual([{poc: dropped, sync_status: 'conflict'}, null, 1]);
		expect(await pending()).toMatchObject([{fieldName: 'poc', reason: 'stored_otherwise', internalValue: dropped, externalValue: null}]);
	});

	test.each(['external_wins', 'internal_wins', 'newest_wins'])('is a question also where %s decides: ours is neither lost nor sent for ever', async strategy => {
		await setStrategy(strategy);
		try {
			await edit(long);
			for (const scope of ['changes', 'full'] as const) await run(scope);
			expect(await ours()).toEqual({poc: long, sync_status: 'conflict'});
			expect([await pending(), await writes()]).toMatchObject([[{reason: 'stored_otherwise'}], 1]);
		} finally {
			await setStrategy('manual');
		}
	});

	test('is sent once more when a person keeps ours, and asked about once more', async () => {
		await edit(long);
		await run();
		const [first] = await pending();
		await decide({kind: 'keep_internal'});
		await run();
		const [second] = await pending();
		expect([await writes(), first?.id === second?.id, second]).toMatchObject([2, false, {reason: 'stored_otherwise', internalValue: long, externalValue: cut}]);
	});

	test.each([
		{verdict: {kind: 'keep_external'}, held: cut, shown: cut, sent: 1},
		{verdict: {kind: 'edit', value: 'It Fits'}, held: 'It Fits', shown: 'It Fits', sent: 2},
		{verdict: {kind: 'ignore'}, held: long, shown: cut, sent: 1},
	] as const)('ends as a person decides: $verdict.kind', async ({verdict, held, shown, sent}) => {
		await edit(long);
		await run();
		await decide(verdict);
		for (const scope of ['changes', 'full'] as const) await run(scope);
		expect([await ours(), await theirs(), await writes(), await pending()]).toEqual([{poc: held, sync_status: 'synced'}, shown, sent, []]);
	});

	test('is asked about no more when somebody makes ours fit, which is sent', async () => {
		await edit(long);
		await run();
		await edit('Fits Now');
		await run();
		expect([await ours(), await theirs(), await pending()]).toEqual([{poc: 'Fits Now', sync_status: 'synced'}, 'Fits Now', []]);
	});

	test('is asked about no more when the whole of it stands there after all', async () => {
		await edit(long);
		await run();
		await theirSide.query('alter table poams disable trigger a_shorten');
		try {
			await world.xacta.people.reassign(id, long);
			await run();
			expect([await ours(), await pending(), await writes()]).toEqual([{poc: long, sync_status: 'synced'}, [], 1]);
		} finally {
			await theirSide.query('alter table poams enable trigger a_shorten');
		}
	});
});

describe('a text that is cut, and whose answer is lost', () => {
	/** The write takes effect, and nobody here learns of it. */
	const loseAnswer = async () => {
		await world.bind({}, connector => ({
			...connector,
			write: async request => {
				await connector.write(request);
				throw new AppError({code: 'EXTERNAL_UNREACHABLE', message: 'The line broke.', nextStep: 'None.'});
			},
		})).runSync({systemName: 'Xacta 360', entityType: 'poam'});
		await world.otherProgram(`update sync_outbox set next_attempt_at = now() where state = 'unknown'`);
	};
	const outbox = async () => (await world.otherProgram<{state: string}>('select state from sync_outbox where external_id = $1 order by id', [id])).map(({state}) => state);

	test.each(['manual', 'external_wins', 'internal_wins', 'newest_wins'])('is known as our own when it is read again, and asked about once, with %s', async strategy => {
		await setStrategy(strategy);
		try {
			await edit(long);
			await loseAnswer();
			expect([await outbox(), await theirs()]).toEqual([['unknown'], cut]);
			for (const scope of ['changes', 'full', 'changes'] as const) await run(scope);
			expect(await pending()).toMatchObject([{reason: 'stored_otherwise', internalValue: long, externalValue: cut}]);
			expect([await ours(), await theirs(), await writes(), await outbox()]).toEqual([{poc: long, sync_status: 'conflict'}, cut, 1, ['confirmed']]);
		} finally {
			await setStrategy('manual');
		}
	});

	test('waits as owed, and is no question, as long as nobody may look it up', async () => {
		await edit(long);
		await loseAnswer();
		await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: false});
		try {
			for (const scope of ['changes', 'full'] as const) await run(scope);
			expect([await ours(), await pending(), await outbox()]).toEqual([{poc: long, sync_status: 'pending'}, [], ['unknown']]);
		} finally {
			await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
		}
		await run();
		expect(await pending()).toMatchObject([{reason: 'stored_otherwise'}]);
	});

	test('gives way to what we have made of ours since, which is sent', async () => {
		await edit(long);
		await loseAnswer();
		await edit('Fits Now');
		for (const scope of ['changes', 'changes'] as const) await run(scope);
		expect([await ours(), await theirs(), await pending()]).toEqual([{poc: 'Fits Now', sync_status: 'synced'}, 'Fits Now', []]);
	});

	test('is a conflict when somebody there has written something else', async () => {
		await edit(long);
		await loseAnswer();
		await world.xacta.people.reassign(id, 'Somebody Else');
		await run();
		expect(await pending()).toMatchObject([{reason: 'both_changed', internalValue: long, externalValue: 'Somebody Else'}]);
	});
});

test('a record that we had made there keeps its whole text here, and is asked about', async () => {
	const systemId = world.organization.systems[0]?.systemId ?? '';
	await addWeakness(world, {pluginId: '920001', systemId, hosts: ['web-1']});
	await world.operations.createPoams({keys: [`${systemId}:920001`]});
	await run();
	for (const scope of ['changes', 'full'] as const) await run(scope);
	const [made] = await world.otherProgram<{poam_id: string; text: string; sync_status: string}>(`select poam_id, weakness_description as text, sync_status from ingestion_poams where poam_id like 'PARLEY-%'`);
	expect(made).toMatchObject({text: expect.stringContaining('Install the update'), sync_status: 'conflict'});
	id = made?.poam_id ?? '';
	expect(await pending()).toMatchObject([{fieldName: 'weakness_description', reason: 'stored_otherwise', internalValue: made?.text, externalValue: made?.text.slice(0, 40)}]);
});

test('nothing is left that no run would find', async () => {
	const {checks} = await world.operations.verify({isDeep: true});
	expect(checks.filter(({broken}) => broken > 0)).toEqual([]);
});
