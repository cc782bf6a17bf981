import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {JsonValue} from '../../../../source/core/json.js';
import {conflictStrategies, syncDirections, type FieldPolicy} from '../../../../source/core/policy.js';
import {clockErrorMs, compareField, type FieldRule, type FieldState} from '../../../../source/sync/decide/compare.js';

const rule = (over: Partial<FieldRule> = {}): FieldRule => ({field: 'poc', kind: 'text', direction: 'bidirectional', strategy: 'manual', policy: {}, ...over});
const state = (base: JsonValue | undefined, internal: JsonValue, external: JsonValue | undefined, over: Partial<FieldState> = {}): FieldState => ({base, internal, external, record: {}, ...over});
const verdict = (of: FieldRule, at: FieldState) => {
	const {rule: _, ...rest} = compareField(of, at);
	return rest;
};

describe('one field with a base', () => {
	test('agrees when both sides hold the same value, however it came about', () => {
		for (const direction of syncDirections) {
			for (const strategy of conflictStrategies) expect(verdict(rule({direction, strategy}), state('a', 'b', 'b'))).toEqual({kind: 'agree', value: 'b'});
		}
	});

	test('pulls what only the other side changed', () => {
		expect(verdict(rule(), state('a', 'a', 'b'))).toEqual({kind: 'pull', value: 'b'});
	});

	test('pushes what only our side changed', () => {
		expect(verdict(rule(), state('a', 'b', 'a'))).toEqual({kind: 'push', value: 'b'});
	});

	test('asks when both moved apart and the strategy is manual', () => {
		expect(verdict(rule(), state('a', 'b', 'c'))).toEqual({kind: 'conflict', reason: 'both_changed'});
	});

	test.each([['external_wins', {kind: 'pull', value: 'c'}], ['internal_wins', {kind: 'push', value: 'b'}]] as const)('lets %s decide when both moved', (strategy, expected) => {
		expect(verdict(rule({strategy}), state('a', 'b', 'c'))).toEqual(expected);
	});

	test('lets the later change win, and asks when the clocks cannot tell', () => {
		const newest = rule({strategy: 'newest_wins'});
		const at = (internal: number, external: number) => state('a', 'b', 'c', {internalAt: new Date(internal), externalAt: new Date(external)});
		expect(verdict(newest, at(clockErrorMs + 1, 0))).toEqual({kind: 'push', value: 'b'});
		expect(verdict(newest, at(0, clockErrorMs + 1))).toEqual({kind: 'pull', value: 'c'});
		expect(verdict(newest, at(0, clockErrorMs))).toEqual({kind: 'conflict', reason: 'both_changed'});
		expect(verdict(newest, state('a', 'b', 'c'))).toEqual({kind: 'conflict', reason: 'both_changed'});
	});

	test('says nothing about a field that was not sent', () => {
		expect(verdict(rule(), state('a', 'b', undefined))).toEqual({kind: 'unknown'});
	});

	test.each([['external_wins', 'pull'], ['internal_wins', 'keep'], ['newest_wins', 'conflict'], ['manual', 'conflict']] as const)('treats our edit of an inbound-only field as drift: %s gives %s', (strategy, kind) => {
		expect(compareField(rule({direction: 'inbound', strategy}), state('a', 'b', 'a')).kind).toBe(kind);
	});
});

describe('first contact', () => {
	test('fills a field of ours that is empty', () => {
		expect(verdict(rule(), state(undefined, null, 'b'))).toEqual({kind: 'pull', value: 'b'});
	});

	test('never lets an empty value erase one of ours', () => {
		for (const strategy of conflictStrategies) {
			for (const direction of syncDirections) expect(compareField(rule({strategy, direction}), state(undefined, 'a', null)).kind).not.toBe('pull');
		}
	});

	test('asks about two values, as an initial mismatch', () => {
		expect(verdict(rule(), state(undefined, 'a', 'b'))).toEqual({kind: 'conflict', reason: 'initial_mismatch'});
	});
});

describe('field rules', () => {
	const frozen: FieldPolicy = {frozenWhen: {field: 'approval_status', values: ['approved']}};

	test('a frozen field never moves by itself', () => {
		const approved = {record: {approval_status: 'approved'}};
		expect(verdict(rule({policy: frozen}), state('a', 'a', 'b', approved))).toEqual({kind: 'conflict', reason: 'frozen'});
		expect(verdict(rule({policy: frozen}), state('a', 'b', 'a', approved))).toEqual({kind: 'conflict', reason: 'frozen'});
		expect(verdict(rule({policy: frozen}), state('a', 'a', 'b'))).toEqual({kind: 'pull', value: 'b'});
	});

	test.each([
		['our edit of what only comes in', 'inbound', state('a', 'b', 'a')],
		['a change of theirs to what only leaves', 'outbound', state('a', 'a', 'b')],
		['two values that meet for the first time', 'bidirectional', state(undefined, 'a', 'b')],
		['an empty field of ours that meets theirs', 'bidirectional', state(undefined, null, 'b')],
		['an empty field of theirs that meets ours', 'bidirectional', state(undefined, 'a', null)],
	] as const)('whoever wins, a frozen field asks about %s', (_, direction, at) => {
		for (const strategy of conflictStrategies) {
			expect(verdict(rule({direction, strategy, policy: frozen}), {...at, record: {approval_status: 'approved'}})).toEqual({kind: 'conflict', reason: at.base === undefined ? 'initial_mismatch' : 'frozen'});
			expect(compareField(rule({direction, strategy, policy: frozen}), at).rule).not.toContain('frozen');
		}
	});

	test('what a person chose in a conflict is not asked about again', () => {
		const approved = {record: {approval_status: 'approved'}, isDecided: true};
		expect(verdict(rule({policy: frozen}), state('a', 'b', 'a', approved))).toEqual({kind: 'push', value: 'b'});
		expect(verdict(rule({policy: frozen}), state('a', 'b', 'c', approved))).toEqual({kind: 'conflict', reason: 'frozen'});
	});

	test('a state moves only along its edges', () => {
		const states = rule({policy: {states: {open: ['closed'], closed: []}}});
		expect(compareField(states, state('open', 'open', 'closed')).kind).toBe('pull');
		expect(verdict(states, state('closed', 'closed', 'open'))).toEqual({kind: 'conflict', reason: 'illegal_move'});
	});

	test('a state is the same state in another spelling', () => {
		const states = rule({policy: {states: {Open: ['Closed']}, equality: {ignoreCase: true}}});
		expect(verdict(states, state('open', 'OPEN ', 'closed'))).toEqual({kind: 'pull', value: 'closed'});
		expect(verdict(states, state('open', 'Closed', 'open'))).toEqual({kind: 'push', value: 'Closed'});
		expect(verdict(states, state('open', 'Gone', 'OPEN'))).toEqual({kind: 'conflict', reason: 'illegal_move'});
	});

	test('lists keep both additions and lose what either side removed', () => {
		const union = rule({policy: {merge: 'union'}});
		expect(verdict(union, state('a,b', 'a,b,c', 'b,d'))).toEqual({kind: 'merge', value: 'b,c,d'});
	});

	test('comments keep both tails', () => {
		expect(verdict(rule({policy: {merge: 'append'}}), state('x', 'x ours', 'x theirs'))).toEqual({kind: 'merge', value: 'x theirs ours'});
	});

	test('numbers take the larger', () => {
		expect(verdict(rule({kind: 'number', policy: {merge: 'max'}}), state(1, 2, 3))).toEqual({kind: 'merge', value: 3});
	});
});

describe('for every state and rule', () => {
	const value = fc.constantFrom<JsonValue>(null, '', 'a', 'b', 'c');
	const anyRule = fc.record({
		field: fc.constant('poc'), kind: fc.constant('text' as const), direction: fc.constantFrom(...syncDirections), strategy: fc.constantFrom(...conflictStrategies),
		policy: fc.constantFrom<FieldPolicy>({}, {merge: 'union'}, {merge: 'append'}),
	});
	const anyState = fc.record({base: fc.option(value, {nil: undefined}), internal: value, external: fc.option(value, {nil: undefined})});

	test('inbound never pushes and outbound never pulls', () => {
		fc.assert(fc.property(anyRule, anyState, (of, at) => {
			const {kind} = compareField(of, {...at, record: {}});
			if (of.direction === 'inbound') expect(['push', 'merge']).not.toContain(kind);
			if (of.direction === 'outbound') expect(['pull', 'merge']).not.toContain(kind);
		}));
	});

	test('a change of ours is lost only when a rule says that the other side wins', () => {
		fc.assert(fc.property(anyRule, anyState, (of, at) => {
			const {kind} = compareField(of, {...at, record: {}});
			const isOurEdit = at.internal !== null && at.internal !== at.base && at.internal !== at.external;
			if (isOurEdit && kind === 'pull') expect(of.strategy).toBe('external_wins');
		}));
	});
});
