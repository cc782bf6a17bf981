import {describe, expect, test} from 'vitest';
import type {RecordOutcome} from '../../../../source/sync/decide/page-plan.js';
import {leavesTrace, OutcomeDigest} from '../../../../source/sync/plan/outcome-digest.js';
import type {DecidedRecord} from '../../../../source/sync/decide/decided-record.js';

const decided = (externalId: string, outcome: RecordOutcome): DecidedRecord => ({source: {kind: 'edit', linkId: '1'}, externalId, linkId: '1', internal: {}, outcome});
const update = (externalId: string, value: string): DecidedRecord => decided(externalId, {outcome: 'updated', recordUpdates: [{internalId: '7', set: {poc: value}, status: 'synced', raw: undefined}]});
const digestOf = (records: readonly DecidedRecord[], missing: readonly string[] = []): string => {
	const digest = new OutcomeDigest();
	for (const record of records) digest.add(record);
	for (const linkId of missing) digest.addMissing(linkId);
	return digest.toString();
};

describe('the digest of a plan', () => {
	test('is the same in whatever order the records came', () => {
		expect(digestOf([update('a', 'x'), update('b', 'y')], ['1', '2'])).toBe(digestOf([update('b', 'y'), update('a', 'x')], ['2', '1']));
	});

	test('takes no notice of a record for which nothing is written', () => {
		expect(digestOf([update('a', 'x'), decided('b', {outcome: 'unchanged'}), decided('c', {outcome: 'filtered', opened: []})])).toBe(digestOf([update('a', 'x')]));
	});

	test('is what it was when a record is taken back', () => {
		const digest = new OutcomeDigest();
		const share = digest.add(update('a', 'x'));
		digest.add(update('b', 'y'));
		digest.takeBack(share);
		expect(digest.toString()).toBe(digestOf([update('b', 'y')]));
	});

	test.each([
		['another value', [update('a', 'z')], []],
		['another record', [update('b', 'x')], []],
		['the same record twice', [update('a', 'x'), update('a', 'x')], []],
		['none', [], []],
		['one more that vanished', [update('a', 'x')], ['1']],
	] as const)('is another with %s', (_, records, missing) => {
		expect(digestOf(records, missing)).not.toBe(digestOf([update('a', 'x')]));
	});

	test('tells an absent value from a null one', () => {
		const ask = (external: null | undefined): DecidedRecord => decided('a', {outcome: 'conflicting', opened: [{
			externalId: 'a', linkId: '1', internalId: '7', entityId: 'A', entityLabel: '', type: 'field_mismatch', reason: 'both_changed', field: 'poc', base: 'x', internal: 'y', external,
			internalAt: undefined, internalBy: undefined, externalAt: undefined, externalBy: undefined, note: undefined,
		}]});
		expect(digestOf([ask(null)])).not.toBe(digestOf([ask(undefined)]));
	});

	test('of empty parts leaves no trace', () => {
		expect([leavesTrace({outcome: 'unchanged', opened: [], owed: []}), leavesTrace({outcome: 'unchanged', converged: [3]})]).toEqual([false, true]);
	});
});
