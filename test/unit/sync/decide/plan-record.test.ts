import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {JsonValue} from '../../../../source/core/json.js';
import {conflictStrategies, syncDirections} from '../../../../source/core/policy.js';
import type {OpenConflict} from '../../../../source/core/stores/page-store.js';
import type {FieldRule} from '../../../../source/sync/decide/compare.js';
import {planRecord, type RecordPlan, type RecordState} from '../../../../source/sync/decide/plan-record.js';

const rule = (field: string, over: Partial<FieldRule> = {}): FieldRule => ({field, kind: 'text', direction: 'bidirectional', strategy: 'manual', policy: {}, ...over});
const state = (over: Partial<RecordState>): RecordState => ({base: {}, theirs: {}, internal: {}, external: {}, edits: new Map(), conflicts: [], externalAt: undefined, ...over});
const pending = (over: Partial<OpenConflict> = {}): OpenConflict => ({id: 7, field: 'poc', type: 'field_mismatch', reason: 'both_changed', status: 'pending', internalValue: 'b', externalValue: 'c', ...over});

/** What the database holds after a plan was written, for the next run to look at. */
function after(before: RecordState, plan: RecordPlan): RecordState {
	const open = before.conflicts.filter(conflict => !plan.converged.includes(conflict.id) && !plan.superseded.includes(conflict.id));
	const renewed = open.map((conflict): OpenConflict => {
		const moved = plan.renewed.find(planned => planned.id === conflict.id);
		return moved === undefined ? conflict : {...conflict, status: 'pending', internalValue: moved.internal, externalValue: moved.external};
	});
	const opened = plan.opened.map((planned, index): OpenConflict => ({
		id: 1000 + index, field: planned.field, type: 'field_mismatch', reason: planned.reason, status: 'pending', internalValue: planned.internal, externalValue: planned.external,
	}));
	const edits = new Map([...before.edits].filter(([field]) => !plan.settledEdits.includes(field)));
	for (const field of plan.owed) edits.set(field, {at: new Date(0), by: 'parley', isDecided: false});
	return {...before, internal: {...before.internal, ...plan.set}, base: plan.base, theirs: plan.theirs, conflicts: [...renewed, ...opened], edits};
}

describe('one record', () => {
	test('takes the other side\'s change and agrees on it', () => {
		const plan = planRecord([rule('poc')], state({base: {poc: 'a'}, internal: {poc: 'a'}, external: {poc: 'b'}}));
		expect(plan).toMatchObject({set: {poc: 'b'}, base: {poc: 'b'}, theirs: {}, opened: [], status: 'synced'});
	});

	test('opens one question for a field and freezes nothing else', () => {
		const plan = planRecord([rule('poc'), rule('status')], state({base: {poc: 'a', status: 'x'}, internal: {poc: 'b', status: 'x'}, external: {poc: 'c', status: 'y'}}));
		expect(plan.opened).toMatchObject([{field: 'poc', reason: 'both_changed', base: 'a', internal: 'b', external: 'c'}]);
		expect(plan).toMatchObject({set: {status: 'y'}, base: {poc: 'a', status: 'y'}, theirs: {poc: 'c'}, status: 'conflict'});
	});

	test('owes nothing where both changes together are what the other side holds', () => {
		const largest = rule('cost', {kind: 'number', policy: {merge: 'max'}});
		const at = (internal: number, external: number) => planRecord([largest], state({base: {cost: 1}, internal: {cost: internal}, external: {cost: external}, edits: new Map([['cost', {at: new Date(0), by: 'sam', isDecided: false}]])}));
		expect(at(2, 3)).toMatchObject({set: {cost: 3}, base: {cost: 3}, owed: [], settledEdits: ['cost'], status: 'synced'});
		expect(at(3, 2)).toMatchObject({set: {cost: 3}, base: {cost: 2}, owed: ['cost'], settledEdits: [], status: 'pending'});
	});

	test('does not ask twice', () => {
		const plan = planRecord([rule('poc')], state({base: {poc: 'a'}, internal: {poc: 'b'}, external: {poc: 'c'}, conflicts: [pending()]}));
		expect(plan).toMatchObject({opened: [], renewed: [], converged: [], isConflicting: true});
	});

	test('updates the question when a side moved again', () => {
		const plan = planRecord([rule('poc')], state({base: {poc: 'a'}, internal: {poc: 'b'}, external: {poc: 'd'}, conflicts: [pending()]}));
		expect(plan.renewed).toMatchObject([{id: 7, internal: 'b', external: 'd'}]);
		expect(plan.opened).toEqual([]);
	});

	test('closes the question when both sides came to agree', () => {
		const plan = planRecord([rule('poc')], state({base: {poc: 'a'}, internal: {poc: 'c'}, external: {poc: 'c'}, conflicts: [pending()]}));
		expect(plan).toMatchObject({converged: [7], base: {poc: 'c'}, status: 'synced'});
	});

	test('leaves an ignored question alone until a side moves', () => {
		const ignored = pending({status: 'ignored'});
		const at = {base: {poc: 'a'}, internal: {poc: 'b'}, conflicts: [ignored]};
		expect(planRecord([rule('poc')], state({...at, external: {poc: 'c'}}))).toMatchObject({renewed: [], isConflicting: false});
		expect(planRecord([rule('poc')], state({...at, external: {poc: 'd'}})).renewed).toMatchObject([{id: 7}]);
	});

	test('leaves what was put aside when our side comes back to it, and owes it to nobody', () => {
		const edits = new Map([['poc', {at: new Date(0), by: 'ann', isDecided: false}]]);
		const again = {base: {poc: 'a'}, internal: {poc: 'b'}, edits};
		const refused = pending({status: 'ignored', reason: 'external_rejected', externalValue: 'a'});
		expect(planRecord([rule('poc')], state({...again, external: {poc: 'a'}, conflicts: [refused]}))).toMatchObject({owed: [], settledEdits: ['poc'], renewed: [], status: 'synced'});
		expect(planRecord([rule('poc')], state({...again, external: {poc: 'c'}, conflicts: [pending({status: 'ignored'})]}))).toMatchObject({settledEdits: ['poc'], renewed: [], status: 'synced'});
		expect(planRecord([rule('poc')], state({...again, external: {poc: 'c'}, conflicts: [pending()]}))).toMatchObject({settledEdits: [], status: 'conflict'});
	});

	test('owes our change to the other side', () => {
		const plan = planRecord([rule('poc')], state({base: {poc: 'a'}, internal: {poc: 'b'}, external: {poc: 'a'}}));
		expect(plan).toMatchObject({set: {}, owed: ['poc'], status: 'pending'});
	});

	test('takes the beginning of what it sent, the answer being lost, for its own write, whatever the strategy', () => {
		const lost = {base: {poc: 'a'}, internal: {poc: 'a long name'}, sent: {poc: 'a long name'}, external: {poc: 'a long'}};
		for (const strategy of conflictStrategies) {
			expect(planRecord([rule('poc', {strategy})], state(lost))).toMatchObject({set: {}, opened: [], owed: ['poc'], base: {poc: 'a'}, theirs: {poc: 'a long'}, status: 'pending'});
			// Ours has moved on: what arrived of it is what was agreed on.
			expect(planRecord([rule('poc', {strategy})], state({...lost, internal: {poc: 'another'}}))).toMatchObject({set: {}, opened: [], owed: ['poc'], base: {poc: 'a long'}, status: 'pending'});
		}
		for (const external of ['b', 'long name', 'a long name of theirs']) expect(planRecord([rule('poc')], state({...lost, external: {poc: external}})).opened).toMatchObject([{reason: 'both_changed'}]);
		const {sent: _, ...unsent} = lost;
		expect(planRecord([rule('poc')], state(unsent)).opened).toMatchObject([{reason: 'both_changed'}]);
	});

	test('asks about what the other side took and does not store as it was sent, whatever the strategy', () => {
		const sent = {base: {poc: 'a long name'}, internal: {poc: 'a long name'}, stored: {poc: 'a long name'}, external: {poc: 'a lon'}};
		for (const strategy of conflictStrategies) {
			const plan = planRecord([rule('poc', {strategy})], state(sent));
			expect(plan).toMatchObject({set: {}, base: {poc: 'a lon'}, opened: [{reason: 'stored_otherwise', internal: 'a long name', external: 'a lon'}], status: 'conflict'});
		}
		expect(planRecord([rule('poc', {policy: {equality: {ignoreCase: true}}})], state({...sent, external: {poc: 'A LONG NAME'}})).opened).toEqual([]);
		expect(planRecord([rule('poc')], state({...sent, internal: {poc: 'since edited'}})).opened).not.toMatchObject([{reason: 'stored_otherwise'}]);
	});

	test('takes the keys that the other side gave to what was sent', () => {
		const [sent, shown] = [[{text: 'Retest'}], [{text: 'Retest', id: 7}]];
		expect(planRecord([rule('list', {kind: 'json'})], state({base: {list: sent}, internal: {list: sent}, stored: {list: sent}, external: {list: shown}}))).toMatchObject({set: {list: shown}, opened: []});
	});

	test('keeps what it knew of a field that was not sent', () => {
		const plan = planRecord([rule('poc')], state({base: {poc: 'a'}, theirs: {poc: 'c'}, internal: {poc: 'b'}, external: {}}));
		expect(plan).toMatchObject({set: {}, base: {poc: 'a'}, theirs: {poc: 'c'}});
	});
});

describe('for every record', () => {
	const value = fc.constantFrom<JsonValue>(null, '', 'a', 'b', 'c');
	const fields = (of: fc.Arbitrary<JsonValue>) => fc.dictionary(fc.constantFrom('one', 'two'), of, {maxKeys: 2});
	const anyState = fc.record({base: fields(value), internal: fields(value), external: fields(value)}).map(state);
	const anyRules = fc.record({direction: fc.constantFrom(...syncDirections), strategy: fc.constantFrom(...conflictStrategies)}).map(over => [rule('one', over), rule('two', over)]);

	test('a second look changes nothing', () => {
		fc.assert(fc.property(anyRules, anyState, (rules, before) => {
			const once = after(before, planRecord(rules, before));
			const again = planRecord(rules, once);
			expect(again).toMatchObject({set: {}, isBaseMoved: false, opened: [], renewed: [], converged: [], superseded: []});
			expect(again.theirs).toEqual(once.theirs);
		}));
	});

	test('never more than one open question for a field', () => {
		fc.assert(fc.property(anyRules, anyState, fields(value), fields(value), (rules, before, ours, theirs) => {
			const once = after(before, planRecord(rules, before));
			const moved = {...once, internal: {...once.internal, ...ours}, external: {...once.external, ...theirs}};
			const asked = after(moved, planRecord(rules, moved)).conflicts.map(conflict => conflict.field);
			expect(new Set(asked).size).toBe(asked.length);
		}));
	});

	test('what one side alone changed is the same in whatever order the fields are decided', () => {
		fc.assert(fc.property(anyRules, anyState, (rules, before) => {
			expect(planRecord([...rules].reverse(), before)).toMatchObject({set: planRecord(rules, before).set, base: planRecord(rules, before).base});
		}));
	});
});
