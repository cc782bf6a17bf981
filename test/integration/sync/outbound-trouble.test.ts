import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Connector} from '../../../source/core/connector.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {Operations} from '../../../source/operations/operations.js';
import {createPushingWorld} from '../../support/pushing-world.js';
import type {SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let takeId: () => string;
let id = '';
beforeAll(async () => {
	({world, takeId} = await createPushingWorld({poams: 30}));
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
	id = takeId();
	await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, `Owner of ${id}`]);
});

const push = (operations: Operations) => operations.runSync({systemName: 'Xacta 360', entityType: 'poam'});
const entry = async () => (await world.otherProgram<{state: string; wait: number}>(`
	select state, extract(epoch from next_attempt_at - now())::int as wait from sync_outbox where external_id = $1 order by id desc limit 1`, [id]))[0];
const effects = async () => (await world.xacta.effects()).filter(({after}) => after?.['responsible_individual'] === `Owner of ${id}`);
const makeDue = () => world.otherProgram('update sync_outbox set next_attempt_at = now() where external_id = $1', [id]);

const cutOff = (isRetryable: boolean) => () => Promise.reject(new AppError({code: 'EXTERNAL_UNREACHABLE', isRetryable, message: 'The line is cut.', nextStep: 'It is tried again.'}));

describe('an attempt that failed', () => {
	test('while the other side was only looked at waits, ready as before: nothing has left', async () => {
		await push(world.bind({}, connector => ({...connector, read: cutOff(false)})));
		expect(await entry()).toMatchObject({state: 'ready'});
		await makeDue();
		await push(world.operations);
		expect(await entry()).toMatchObject({state: 'confirmed'});
		expect(await effects()).toHaveLength(1);
	});

	test('by a bug of ours before anything was sent leaves the entry ready', async () => {
		const outcome = await push(world.bind({}, connector => ({...connector, read: () => Promise.reject(new Error('a bug'))})));
		expect(outcome.failure).toMatchObject({message: 'a bug'});
		expect(await entry()).toMatchObject({state: 'ready'});
	});

	test('once a write was begun leaves the entry unknown, and unknown it stays when the next look fails', async () => {
		const writesAndLosesTheAnswer = (connector: Connector): Connector => ({
			...connector,
			write: async request => {
				await connector.write(request);
				return cutOff(false)();
			},
		});
		await push(world.bind({}, writesAndLosesTheAnswer));
		expect(await entry()).toMatchObject({state: 'unknown'});
		await makeDue();
		await push(world.bind({}, connector => ({...connector, read: cutOff(true)})));
		expect(await entry()).toMatchObject({state: 'unknown'});
		await makeDue();
		await push(world.operations);
		expect(await entry()).toMatchObject({state: 'confirmed'});
		expect(await effects()).toHaveLength(1);
	});

	test.each([['ahead', 86_400_000], ['behind', -86_400_000]])('waits by the database’s clock, also when this machine’s is a day %s', async (_, offMs) => {
		const clock = {...systemClock, now: () => new Date(Date.now() + offMs)};
		await push(world.bind({clock}, connector => ({...connector, write: cutOff(true)})));
		const waiting = await entry();
		expect(waiting?.state).toBe('ready');
		expect(waiting?.wait).toBeGreaterThan(30);
		expect(waiting?.wait).toBeLessThanOrEqual(60);
	});
});

describe('what moved over there to a value that our table refuses', () => {
	beforeAll(() => world.otherProgram(`alter table ingestion_poams add constraint nobody_refused check (poc <> 'Refused Here')`));
	afterAll(() => world.otherProgram('alter table ingestion_poams drop constraint nobody_refused'));
	beforeEach(() => world.otherProgram(`update sync_policies set conflict_resolution_strategy = 'external_wins' where entity_type = 'poam'`));
	afterEach(() => world.otherProgram(`update sync_policies set conflict_resolution_strategy = 'manual' where entity_type = 'poam'`));

	test('costs its own record, and holds up no other that is to leave', async () => {
		const next = takeId();
		await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [next, `Owner of ${next}`]);
		const outcome = await push(world.bind({}, connector => ({...connector, read: async (type, externalId, signal) => {
			if (externalId === id) await world.xacta.people.reassign(id, 'Refused Here');
			return connector.read(type, externalId, signal);
		}})));
		expect(outcome.failure).toBeUndefined();
		expect(await entry()).toMatchObject({state: 'cancelled'});
		expect((await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows).toMatchObject([{conflictType: 'validation_error'}]);
		id = next;
		expect(await entry()).toMatchObject({state: 'confirmed'});
	});
});

describe('what the other side says, with signs that no database takes,', () => {
	const said = 'no \u0000 such \ud800 owner';
	const shown = 'no ␀ such \ufffd owner';

	test('as it refuses a change is the reason of a question, and holds up nobody else', async () => {
		const {runs} = await push(world.bind({}, connector => ({...connector, write: () => Promise.resolve({kind: 'rejected', reasons: [said]})})));
		expect(runs[0]?.children.at(-1)).toMatchObject({status: 'partial', problems: [`Xacta 360 refused a change: ${shown}`]});
		expect(await entry()).toMatchObject({state: 'rejected'});
	});

	test('as a run fails ends the run, with its reason', async () => {
		const {runs} = await push(world.bind({}, connector => ({...connector, list: () => Promise.reject(new Error(said))})));
		expect(runs[0]?.children[0]).toMatchObject({status: 'failed', problems: [expect.stringContaining(shown)]});
		expect(runs[0]?.operation).toMatchObject({status: expect.stringMatching(/failed|partial/)});
	});
});

describe('a sender that lost its lease', () => {
	const stealBefore = (place: string) => async (name: string) => {
		if (name === place) await world.otherProgram(`update sync_leases set token = nextval('sync_fencing_tokens'), owner = 'thief'`);
	};

	test('writes nothing to the other side, although it had decided to', async () => {
		const outcome = await push(world.bind({failpoint: stealBefore('outbound.before-write')}));
		expect(outcome.failure).toMatchObject({code: 'SYNC_ALREADY_RUNNING'});
		expect(await effects()).toEqual([]);
		expect(await entry()).toMatchObject({state: 'ready'});
		await world.otherProgram('delete from sync_leases');
		await makeDue();
		await push(world.operations);
		expect(await effects()).toHaveLength(1);
	});
});
