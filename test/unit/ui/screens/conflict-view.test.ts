import {describe, expect, test} from 'vitest';
import type {Conflict} from '../../../../source/core/conflict.js';
import type {ConflictDetail} from '../../../../source/operations/get-conflict.js';
import {conflictDetailLines} from '../../../../source/ui/screens/conflict/view.js';
import {conflictText} from '../../../../source/ui/screens/conflict/full-text.js';
import {toConflict} from '../../../support/memory-operations/sample-conflicts.js';
import {plainText} from '../../../support/plain-text.js';

const now = new Date('2026-11-21T14:00:00Z');
const detailOf = (part: Partial<Conflict> = {}, more: Partial<ConflictDetail> = {}): ConflictDetail => ({
	conflict: toConflict({id: 42, ...part}, now),
	outcomes: {keep_internal: {text: 'Xacta 360 becomes 2026-11-01'}, keep_external: {text: 'our record becomes 2026-12-15'}, edit: {refusal: 'The field is read-only in Xacta.'}, ignore: {text: 'both stay'}},
	recordVerdicts: [], explanation: 'The policy is manual for this field.', otherFields: [], context: [{name: 'Control', value: 'SI-2'}], undoRefusal: undefined, ...more,
});
const draw = (detail: ConflictDetail, size = {width: 80, height: 20}): readonly string[] => conflictDetailLines(detail, {...size, now}).map(plainText);

describe('a pending conflict', () => {
	test('shows what was agreed and both sides, with who moved them and when', () => {
		expect(draw(detailOf()).slice(3, 7)).toEqual([
			'                VALUE          CHANGED (UTC) BY',
			'   last agreed  2026-10-15',
			'   ours         2026-11-01     21 Nov 12:30  app_rasdash (SQL)',
			'   Xacta 360    2026-12-15     21 Nov 11:50  m.reyes',
		]);
	});
	test('names what each verdict does, or why it cannot be given', () => {
		expect(draw(detailOf()).slice(8, 12)).toEqual([
			'   i  keep ours    Xacta 360 becomes 2026-11-01',
			'   x  keep theirs  our record becomes 2026-12-15',
			'   e  edit         The field is read-only in Xacta.',
			'   n  ignore       both stay',
		]);
	});
	test('says a long result on two lines', () => {
		const text = 'our record stays 2026-11-01; Xacta 360 is told when pushing is turned on for this pair';
		expect(draw(detailOf({}, {outcomes: {...detailOf().outcomes, keep_internal: {text}}})).slice(8, 10)).toEqual([
			'   i  keep ours    our record stays 2026-11-01; Xacta 360 is told when pushing', '                   is turned on for this pair',
		]);
	});
	test('does not repeat what the record is called', () => {
		const lines = draw(detailOf({}, {context: [{name: 'weakness', value: 'RHEL kernel vulnerabilities: found on 30 hosts'}, {name: 'control', value: 'SI-2'}]}));
		expect(lines[1]).toBe(' Xacta 360 · SI-2');
	});
	test('tells absent, null and empty apart', () => {
		const lines = draw(detailOf({baseValue: undefined, internalValue: null, externalValue: ''}));
		expect(lines[4]).toContain('(absent)');
		expect(lines[5]).toContain('(none)');
		expect(lines[6]).toContain('(empty)');
	});
	test('marks the part in which the sides differ', () => {
		const changed = conflictDetailLines(detailOf(), {width: 80, height: 20, now}).flatMap(row => row.spans).filter(piece => piece.tone === 'changed');
		expect(changed.map(piece => piece.text)).toEqual(['1-01', '2-15']);
	});
	test('puts long values under each other, and says that there is more', () => {
		const lines = draw(detailOf({internalValue: 'word '.repeat(200)}), {width: 80, height: 30});
		expect(lines.some(line => line.startsWith('   ours · 21 Nov 12:30 by app_rasdash (SQL)'))).toBe(true);
		expect(lines.some(line => line.endsWith('…'))).toBe(true);
	});
	test('keeps all verdicts where rows are few', () => {
		const lines = draw(detailOf(), {width: 60, height: 11});
		expect(lines).toHaveLength(11);
		expect(lines.filter(line => /^ {3}[ixen] /.test(line))).toHaveLength(4);
	});
});

test('a settled one says who settled it, when, and how', () => {
	const lines = draw(detailOf({status: 'resolved', resolutionAction: 'keep_external', resolvedBy: 'kim', resolvedAt: new Date(now.getTime() - 4000), resolvedValue: '2026-12-15'}, {undoRefusal: 'The value was already sent.'}));
	expect(lines.slice(8, 11)).toEqual(['   ✓ Settled by kim 4s ago: kept theirs', '     Our value is now 2026-12-15', '     The value was already sent.']);
});

test('the whole text keeps every character of the values', () => {
	const {text} = conflictText(detailOf({internalValue: {a: [1, 2], b: 'x\ny'}}));
	expect(text).toContain('"b": "x\\ny"');
	expect(text).toContain('WHY HERE\nThe policy is manual for this field.');
});
