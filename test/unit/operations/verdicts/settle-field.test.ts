import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Verdict} from '../../../../source/core/conflict.js';
import type {JsonValue} from '../../../../source/core/json.js';
import {compareField, type FieldRule} from '../../../../source/sync/decide/compare.js';
import {settleField, type DisputedField} from '../../../../source/operations/verdicts/settle-field.js';

const value: fc.Arbitrary<JsonValue> = fc.constantFrom(null, '', 'a', 'b', 'c', 'd');
const dispute = fc.record({
	internal: value, base: fc.option(value, {nil: undefined}), theirs: fc.option(value, {nil: undefined}), external: value, canPush: fc.boolean(),
});
const verdict: fc.Arbitrary<Verdict> = fc.oneof(
	fc.constantFrom<Verdict>({kind: 'keep_internal'}, {kind: 'keep_external'}, {kind: 'ignore'}),
	value.map((edited): Verdict => ({kind: 'edit', value: edited})),
);
const rule: FieldRule = {field: 'poc', kind: 'text', direction: 'bidirectional', strategy: 'manual', policy: {}};

/** What the next run makes of the field, when nothing else moved. */
const judgeAgain = (given: DisputedField, settled: ReturnType<typeof settleField>) =>
	compareField(rule, {base: settled.base, internal: settled.internal ?? null, external: given.external, record: {}});

describe('a verdict that settles', () => {
	test('never leaves a conflict to the next run', () => {
		fc.assert(fc.property(dispute, verdict, (given, chosen) => {
			const settled = settleField(chosen, given);
			fc.pre(settled.status === 'resolved');
			expect(judgeAgain(given, settled).kind).not.toBe('conflict');
		}));
	});

	test('owes our value exactly when the next run would push it', () => {
		fc.assert(fc.property(dispute, verdict, (given, chosen) => {
			fc.pre(given.canPush && given.internal !== given.external);
			const settled = settleField(chosen, given);
			fc.pre(settled.status === 'resolved');
			expect(settled.isOwed).toBe(judgeAgain(given, settled).kind === 'push');
		}));
	});

	test('makes their value the base, so nothing of theirs is left beside it', () => {
		fc.assert(fc.property(dispute, verdict, (given, chosen) => {
			const settled = settleField(chosen, given);
			fc.pre(settled.status === 'resolved');
			expect(settled).toMatchObject({base: given.external, theirs: undefined});
		}));
	});
});

test('a verdict that puts aside moves nothing and owes nothing', () => {
	fc.assert(fc.property(dispute, given => {
		const untouched = {internal: given.internal, base: given.base, theirs: given.theirs, isOwed: false, status: 'ignored'};
		expect(settleField({kind: 'ignore'}, given)).toEqual(untouched);
		expect(settleField({kind: 'keep_internal'}, {...given, canPush: false})).toEqual(untouched);
	}));
});
