import {describe, expect, test} from 'vitest';
import {conflictReasons, conflictTypes, verdictKinds, type Conflict} from '../../../../source/core/conflict.js';
import {describeOutcomes, describeVerdict} from '../../../../source/operations/verdicts/describe-outcomes.js';
import {explainConflict} from '../../../../source/operations/explain-conflict.js';
import {describeStale} from '../../../../source/operations/verdicts/describe-settled.js';

const at = new Date('2026-11-21T12:00:00Z');
const conflict: Conflict = {
	id: 1, externalSystemId: 1, systemName: 'Tenable.io', operationId: undefined, entityType: 'asset', entityId: 'a', entityLabel: '', externalEntityId: 'x',
	linkId: '1', conflictType: 'field_mismatch', reason: 'both_changed', fieldName: 'business_owner', baseValue: 'amy', internalValue: 'bo', externalValue: 'cy',
	internalChange: undefined, externalChange: undefined, status: 'pending', resolutionAction: undefined, resolvedValue: undefined, resolvedBy: undefined,
	resolvedAt: undefined, isAutoResolved: false, assignedTo: undefined, note: undefined, version: 1, createdAt: at, updatedAt: at,
};
const linked = {push: 'on', isLinked: true} as const;

describe('outcomes name the result', () => {
	test.each([
		['on', 'Tenable.io becomes bo', 'both become dee'],
		['off', 'our record stays bo; Tenable.io is told when pushing is on', 'our record becomes dee; Tenable.io is told when pushing is on'],
	] as const)('when pushing is %s', (push, keepInternal, edited) => {
		const outcomes = describeOutcomes(conflict, {push, isLinked: true});
		expect(outcomes).toMatchObject({keep_internal: {text: keepInternal}, keep_external: {text: 'our record becomes cy'}});
		expect(describeVerdict(conflict, {verdict: {kind: 'edit', value: 'dee'}, push, isLinked: true})).toBe(edited);
	});

	test('when the other side is only read: both stay, and an edit is refused', () => {
		const outcomes = describeOutcomes(conflict, {push: 'never', isLinked: true});
		expect(outcomes.keep_internal).toEqual({text: 'our record stays bo, Tenable.io keeps cy; asked again when either moves'});
		expect(outcomes.edit).toHaveProperty('refusal');
	});

	test('when the other side does not send the field', () => {
		expect(describeOutcomes({...conflict, externalValue: undefined}, linked).keep_external).toHaveProperty('refusal');
	});

	test('null and empty read differently', () => {
		expect(describeOutcomes({...conflict, externalValue: null}, linked).keep_external).toEqual({text: 'our record becomes (none)'});
		expect(describeOutcomes({...conflict, externalValue: ''}, linked).keep_external).toEqual({text: 'our record becomes (empty)'});
	});
});

test('a conflict whose record is gone, and one over a whole record, can only be put aside', () => {
	const others = conflictTypes.filter(type => type !== 'field_mismatch').map(conflictType => describeOutcomes({...conflict, conflictType, fieldName: undefined}, linked));
	for (const outcomes of [describeOutcomes(conflict, {...linked, isLinked: false}), ...others]) {
		expect(verdictKinds.filter(kind => 'text' in outcomes[kind])).toEqual(['ignore']);
	}
});

test('a settled conflict has no outcomes left', () => {
	const outcomes = describeOutcomes({...conflict, status: 'resolved'}, linked);
	expect(verdictKinds.filter(kind => 'text' in outcomes[kind])).toEqual([]);
});

test.each(conflictReasons)('%s is explained in a sentence', reason => {
	expect(explainConflict({...conflict, reason}, undefined)).toMatch(/^[A-Z].*\.$/);
});

describe('a late verdict hears', () => {
	const later = new Date(at.getTime() + 4000);
	test.each([
		[{status: 'resolved', resolutionAction: 'keep_external', resolvedBy: 'kim', resolvedAt: at, resolvedValue: 'cy'}, 'settled by kim 4s ago: cy'],
		[{status: 'ignored', resolutionAction: 'ignore', resolvedBy: 'kim', resolvedAt: at}, 'put aside by kim 4s ago: both sides stay'],
		[{status: 'resolved', resolutionAction: 'converged', resolvedAt: at}, 'closed by itself 4s ago: both sides agree'],
		[{status: 'resolved', resolutionAction: 'superseded', resolvedAt: at}, 'closed by itself 4s ago: a rule decides it now'],
		[{status: 'pending'}, 'it moved since you saw it: ours bo, Tenable.io cy'],
	] as const)('%j: %s', (changes, text) => {
		expect(describeStale({...conflict, ...changes}, later)).toBe(text);
	});
});
