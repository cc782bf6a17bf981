import * as fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Verdict} from '../../../source/core/conflict.js';
import {everything} from '../../../source/core/predicate/conflict-predicate.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {Operations} from '../../../source/operations/operations.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {generatedRecord, putRecords, readEverything, type Fixture} from '../../support/disputed-records.js';

/** Two databases in which the same happens: one settles one by one, the other all at once. */
let single: ConflictWorld;
let bulk: ConflictWorld;
let systemIds: readonly number[];

beforeAll(async () => {
	[single, bulk] = await Promise.all([createConflictWorld(), createConflictWorld()]);
	const second = await Promise.all([single, bulk].map(async ({sql}) => {
		const {rows: [system]} = await sql.query<{id: number}>(
			`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config) values ('Second', 'xacta', 'https://2.test', 'none', '{}') returning id`);
		await sql.query(`insert into sync_policies (external_system_id, entity_type, sync_direction, conflict_resolution_strategy) values ($1, 'poam', 'bidirectional', 'manual')`, [system?.id]);
		await sql.query(`insert into data_field_mappings (external_system_id, entity_type, external_field_name, internal_field_name) select $1, 'poam', upper(f), f from unnest('{poc,status,cost_estimate,scheduled_completion}'::text[]) f`, [system?.id]);
		// So that currval() has a value.
		await sql.query(`select nextval('ingestion_poams_id_seq')`);
		return system?.id ?? 0;
	}));
	expect(second[0]).toBe(second[1]);
	systemIds = [single.systemId, second[0] ?? 0];
});
afterAll(async () => {
	await single[Symbol.asyncDispose]();
	await bulk[Symbol.asyncDispose]();
});

const verdict: fc.Arbitrary<Verdict> = fc.oneof(
	fc.constantFrom<Verdict>({kind: 'keep_internal'}, {kind: 'keep_external'}, {kind: 'ignore'}),
	fc.constantFrom('Ongoing', '2026-12-24', '7', null, 'bo').map((value): Verdict => ({kind: 'edit', value})),
);
const policy = fc.record({
	direction: fc.constantFrom('bidirectional', 'bidirectional', 'inbound'), push: fc.boolean(),
	fields: fc.constantFrom({}, {poc: {direction: 'inbound'}}, {status: {ignore: true}}),
});

/** Both at once: what costs here is one small statement after another. */
const ofBoth = <T>(work: (world: ConflictWorld) => Promise<T>): Promise<[T, T]> => Promise.all([work(single), work(bulk)]);

async function expectSame(): Promise<void> {
	const [one, many] = await ofBoth(readEverything);
	expect(many).toEqual(one);
}

const sameClock = {clock: {now: () => new Date('2026-11-22T08:00:00.250Z'), sleep: () => Promise.resolve()}};

/** What cannot be settled so is left as it is. */
async function settleOneByOne(operations: Operations, {ids, versions}: Fixture, chosen: Verdict): Promise<readonly number[]> {
	const settled: number[] = [];
	for (const [index, id] of ids.entries()) {
		try {
			const {kind} = await operations.resolveConflict({id, version: versions[index] ?? 0, verdict: chosen});
			if (kind === 'settled') settled.push(id);
		} catch (error) {
			if (!(error instanceof AppError) || !['CONFLICT_VERDICT_REFUSED', 'VALUE_INVALID'].includes(error.code)) throw error;
		}
	}
	return settled;
}

test('a verdict over many leaves exactly what the same verdict on each, one after the other, leaves; and so does its undo', {timeout: 120_000}, async () => {
	let settledInAll = 0;
	// A verdict meets others of its own record, and of two or three more records: further ones would only be more of the same, twenty statements for each conflict.
	await fc.assert(fc.asyncProperty(fc.array(generatedRecord, {minLength: 1, maxLength: 4}), verdict, policy, async (records, chosen, rules) => {
		const [fixture, other] = await ofBoth(async world => {
			await world.setPolicy(rules);
			return putRecords(world, systemIds, records);
		});
		expect(fixture).toEqual(other);
		await expectSame();

		const settled = await settleOneByOne(single.operationsOf(sameClock), fixture, chosen);
		const outcome = await bulk.operationsOf(sameClock).resolveConflicts({predicate: everything, verdict: chosen, selection: fixture});
		await expectSame();
		expect(outcome).toMatchObject({state: 'finished', left: [], done: settled});
		expect([...outcome.done, ...outcome.skipped.flatMap(({ids}) => ids)].sort((left, right) => left - right)).toEqual([...fixture.ids]);
		settledInAll += settled.length;

		const takenBack: number[] = [];
		for (const id of settled.toReversed()) {
			await single.operationsOf(sameClock).undoResolution({id}).then(() => takenBack.push(id), (error: unknown) => {
				if (!(error instanceof AppError) || error.code !== 'CONFLICT_UNDO_REFUSED') throw error;
			});
		}
		const undone = await bulk.operationsOf(sameClock).undoConflicts({requestId: outcome.requestId});
		await expectSame();
		expect(undone.done).toEqual(takenBack);
	}), {numRuns: 40, endOnFailure: true});
	// A good hundred on the average, and how many is left to chance: only that there are any.
	expect(settledInAll).toBeGreaterThan(0);
	expect((await bulk.operationsOf().verifyAudit()).firstBroken).toBeUndefined();
});
