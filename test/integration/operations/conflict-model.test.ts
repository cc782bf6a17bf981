import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Verdict} from '../../../source/core/conflict.js';
import {isJsonObject, type JsonValue} from '../../../source/core/json.js';
import {AppError} from '../../../source/errors/app-error.js';
import {createConflictWorld, type ConflictWorld, type FieldState} from '../../support/conflict-world.js';

type Step =
	| {readonly kind: 'verdict'; readonly verdict: Verdict; readonly behind: number}
	| {readonly kind: 'undo'}
	/** Another program writes our record by SQL. */
	| {readonly kind: 'edit'; readonly value: string | null};

/** What must be true of one disputed field, in the shortest words: the operations are held against it. */
type Model = {
	readonly field: FieldState;
	readonly version: number;
	/** Our value, as the conflict shows it. */
	readonly shown: JsonValue;
	/** What the last verdict found, and what it made of our value. */
	readonly settled: {readonly before: FieldState; readonly value: JsonValue} | undefined;
};

const external = 'theirs';
const value = fc.constantFrom('ours', 'base', external, 'other', '', null);
const verdict: fc.Arbitrary<Verdict> = fc.oneof(
	fc.constantFrom<Verdict>({kind: 'keep_internal'}, {kind: 'keep_external'}, {kind: 'ignore'}),
	value.map((edited): Verdict => ({kind: 'edit', value: edited})),
);
const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 4, arbitrary: fc.record({kind: fc.constant('verdict' as const), verdict, behind: fc.constantFrom(0, 0, 0, 1)})},
	{weight: 3, arbitrary: fc.constant<Step>({kind: 'undo'})},
	{weight: 2, arbitrary: fc.record({kind: fc.constant('edit' as const), value})},
);

const program = expect.stringContaining('app_rasdash') as string;

function edit(model: Model, written: JsonValue): Model {
	const {field} = model;
	if (written === field.internal) return model;
	return {
		...model,
		field: {
			...field, internal: written, edit: {before: field.edit === undefined ? field.internal : field.edit.before, changedBy: program},
			syncStatus: field.syncStatus === 'conflict' ? 'conflict' : 'pending',
		},
	};
}

/** The answer, and what is true afterwards. */
function judge(model: Model, {verdict: chosen, behind}: Extract<Step, {kind: 'verdict'}>): readonly ['settled' | 'stale', Model] {
	const {field} = model;
	if (field.conflictStatus !== 'pending' || behind > 0) return ['stale', model];
	if (model.shown !== field.internal) return ['stale', {...model, shown: field.internal, version: model.version + 1}];
	const after = settle(field, chosen);
	return ['settled', {field: after, version: model.version + 1, shown: model.shown, settled: {before: field, value: after.internal}}];
}

function settle(field: FieldState, chosen: Verdict): FieldState {
	if (chosen.kind === 'ignore') return {...field, edit: undefined, syncStatus: 'synced', conflictStatus: 'ignored'};
	const internal = chosen.kind === 'edit' ? chosen.value : chosen.kind === 'keep_external' ? external : field.internal;
	const isOwed = chosen.kind === 'keep_internal' || (chosen.kind === 'edit' && chosen.value !== external);
	return {
		internal, base: external, theirs: undefined, conflictStatus: 'resolved',
		edit: isOwed ? {before: external, changedBy: 'sam'} : undefined, syncStatus: isOwed ? 'pending' : 'synced',
	};
}

/** Undefined: refused. */
function undo(model: Model): Model | undefined {
	if (model.field.conflictStatus === 'pending' || model.settled === undefined || model.field.internal !== model.settled.value) return undefined;
	return {field: {...model.settled.before, syncStatus: 'conflict'}, version: model.version + 1, shown: model.shown, settled: undefined};
}

async function take(world: ConflictWorld, {id, recordId}: {readonly id: number; readonly recordId: string}, model: Model, one: Step): Promise<Model> {
	const operations = world.operationsOf();
	switch (one.kind) {
		case 'edit':
			await world.sql.query('update ingestion_poams set poc = $2 where id = $1', [recordId, one.value]);
			return edit(model, one.value);
		case 'verdict': {
			const [answer, after] = judge(model, one);
			const resolution = await operations.resolveConflict({id, version: model.version - one.behind, verdict: one.verdict});
			expect(resolution).toMatchObject({kind: answer, conflict: {version: after.version}});
			return after;
		}
		case 'undo': {
			const after = undo(model);
			const refusal = await operations.undoResolution({id}).then(() => undefined, (error: unknown) => error);
			expect(refusal instanceof AppError ? refusal.code : refusal).toBe(after === undefined ? 'CONFLICT_UNDO_REFUSED' : undefined);
			return after ?? model;
		}
	}
}

test('any sequence of verdicts, stale ones too, undos and edits by others leaves value, base, owed edit and status as the model says', async () => {
	await using world = await createConflictWorld();
	await world.setPolicy({push: true});
	await fc.assert(fc.asyncProperty(fc.array(step, {minLength: 1, maxLength: 12}), async steps => {
		const dispute = await world.dispute({field: 'poc', base: 'base', internal: 'ours', external});
		let model: Model = {field: await world.stateOf(dispute.id), version: 1, shown: 'ours', settled: undefined};
		const statuses: string[] = [];
		for (const one of steps) {
			const before = model.field.conflictStatus;
			model = await take(world, dispute, model, one);
			expect(await world.stateOf(dispute.id)).toEqual(model.field);
			if (model.field.conflictStatus !== before) statuses.unshift(model.field.conflictStatus);
		}
		// One event for each change, and none for what was refused or stale.
		const {rows} = await world.operationsOf().listAudit({targetType: 'conflict', targetId: String(dispute.id)}, undefined, 100);
		expect(rows.map(({after}) => (isJsonObject(after) ? after['status'] : undefined))).toEqual(statuses);
	}), {numRuns: 60});
	expect((await world.operationsOf().verifyAudit()).firstBroken).toBeUndefined();
});
