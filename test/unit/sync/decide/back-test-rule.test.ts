import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {JsonValue} from '../../../../source/core/json.js';
import {conflictStrategies, syncDirections, type FieldPolicy} from '../../../../source/core/policy.js';
import {settleField} from '../../../../source/operations/verdicts/settle-field.js';
import {backTestRule, judgeByRule, type Decision, type TestedConflict} from '../../../../source/sync/decide/back-test-rule.js';
import {compareField, type FieldRule} from '../../../../source/sync/decide/compare.js';

const rule = (over: Partial<FieldRule> = {}): FieldRule => ({field: 'poc', kind: 'text', direction: 'bidirectional', strategy: 'manual', policy: {}, ...over});

const value = fc.constantFrom<JsonValue>('a', 'b', 'c', '', null);
const policy = fc.constantFrom<FieldPolicy>({}, {frozenWhen: {field: 'status', values: ['closed']}}, {states: {a: ['b'], b: ['c']}}, {equality: {ignoreCase: true}}, {merge: 'union'});
const anyRule = fc.record({direction: fc.constantFrom(...syncDirections), strategy: fc.constantFrom(...conflictStrategies), policy}).map(over => rule(over));
const decision: fc.Arbitrary<Decision> = fc.oneof(
	fc.record({action: fc.constantFrom('keep_internal' as const, 'keep_external' as const, 'ignore' as const), value, isPutAside: fc.boolean()}),
	fc.record({action: fc.constant('edit' as const), value, isPutAside: fc.constant(false)}),
);
const conflict: fc.Arbitrary<TestedConflict> = fc.record({
	id: fc.nat(), version: fc.nat(5), decided: fc.option(decision, {nil: undefined}),
	state: fc.record({
		base: fc.option(value, {nil: undefined}), internal: value, external: fc.option(value, {nil: undefined, freq: 9}), record: fc.constantFrom({status: 'open'}, {status: 'closed'}),
		internalAt: fc.constantFrom(undefined, new Date(0), new Date(60_000)), externalAt: fc.constantFrom(undefined, new Date(0), new Date(60_000)),
	}),
});

test('every conflict is told of once, and in whatever parts they come, the result is the same', () => {
	fc.assert(fc.property(anyRule, fc.array(conflict, {maxLength: 20}), fc.nat(20), (tested, conflicts, cut) => {
		const whole = backTestRule(tested, conflicts);
		expect(backTestRule(tested, conflicts.slice(cut), backTestRule(tested, conflicts.slice(0, cut)))).toEqual(whole);
		const {settles, nextSync, asks, agreed, contradicted, wouldAsk} = whole;
		const settled = settles.keep_internal.length + settles.keep_external.length + settles.ignore.length;
		expect(settled + nextSync + Object.values(asks).reduce((sum, count) => sum + count, 0)).toBe(conflicts.filter(({decided}) => decided === undefined).length);
		expect(agreed + contradicted.length + wouldAsk).toBe(conflicts.filter(({decided}) => decided !== undefined).length);
	}));
});

test('a conflict that is settled as the rule would, is none to the rule afterwards: the next sync has nothing to ask', () => {
	let settled = 0;
	fc.assert(fc.property(anyRule, conflict, (tested, {state}) => {
		const outcome = judgeByRule(tested, {state});
		if (outcome.kind !== 'settles') return;
		const {internal, base, external} = state;
		const after = settleField({kind: outcome.verdict}, {internal, base, theirs: external, external, canPush: tested.direction !== 'inbound'});
		const next = compareField(tested, {...state, internal: after.internal ?? null, base: after.base, isDecided: after.isOwed});
		expect(next.kind).not.toBe('conflict');
		expect(after.internal).toEqual(outcome.ends.internal);
		settled += 1;
	}), {numRuns: 1000});
	expect(settled).toBeGreaterThan(100);
});

test('who always did what the rule does, is never contradicted', () => {
	fc.assert(fc.property(anyRule, conflict, (tested, one) => {
		const outcome = judgeByRule(tested, one);
		if (outcome.kind !== 'settles') return;
		const isPutAside = outcome.ends.internal !== outcome.ends.external && outcome.verdict === 'keep_internal';
		const decided: Decision = {action: outcome.verdict, value: outcome.ends.internal, isPutAside};
		expect(backTestRule(tested, [{...one, decided}])).toMatchObject({agreed: 1, contradicted: [], wouldAsk: 0});
	}), {numRuns: 500});
});

describe('by example', () => {
	const state = {base: 'ann', internal: 'bo', external: 'cy', record: {}};
	const pending: TestedConflict = {id: 1, version: 3, state, decided: undefined};
	const decided = (action: Decision['action'], of: JsonValue, isPutAside = false): TestedConflict => ({id: 2, version: 1, state, decided: {action, value: of, isPutAside}});
	const theirs = rule({strategy: 'external_wins'});

	test('a rule for their side takes theirs, and stands against whoever kept ours or wrote another value', () => {
		expect(backTestRule(theirs, [pending]).settles.keep_external).toEqual([{id: 1, version: 3}]);
		expect(backTestRule(theirs, [decided('keep_external', 'cy'), decided('edit', 'cy')]).agreed).toBe(2);
		expect(backTestRule(theirs, [decided('keep_internal', 'bo')]).contradicted).toEqual([{id: 2, rule: {internal: 'cy', external: 'cy'}, person: {internal: 'bo', external: 'bo'}}]);
		expect(backTestRule(theirs, [decided('edit', 'dee'), decided('ignore', 'bo', true)]).contradicted).toHaveLength(2);
	});

	test('what may not move by itself is still asked, whatever the rule, and why is told', () => {
		const frozen = rule({strategy: 'external_wins', policy: {frozenWhen: {field: 'status', values: ['closed']}}});
		expect(backTestRule(frozen, [{...pending, state: {...state, record: {status: 'closed'}}}]).asks).toEqual({'frozen while status is "closed"': 1});
	});

	test('a field that is not compared any more leaves both sides as they are', () => {
		expect(backTestRule(undefined, [pending, decided('ignore', 'bo', true)])).toMatchObject({settles: {ignore: [{id: 1}]}, agreed: 1});
	});
});
