import {describe, expect, test} from 'vitest';
import type {Conflict, ConflictFilter} from '../../../../source/core/conflict.js';
import {confirmRecordVerdict} from '../../../../source/ui/keymap/confirmations.js';
import {conflictCrumbs} from '../../../../source/ui/screens/conflict/view.js';
import {conflictLines, conflictsCrumbs} from '../../../../source/ui/screens/conflicts/view.js';
import {emptyList} from '../../../../source/ui/store/key-list.js';
import {noMarks} from '../../../../source/ui/store/marks.js';
import {spansWidth} from '../../../../source/ui/text/line.js';
import {toConflict} from '../../../support/memory-operations/sample-conflicts.js';
import {plainText} from '../../../support/plain-text.js';

const now = new Date('2026-11-21T14:00:00Z');
const cause: ConflictFilter = {status: 'pending', externalSystemId: 2, entityType: 'poam', fieldName: 'poc', reason: 'both_changed'};
const names = {fieldName: 'poc', internalValue: 'Beatriz Lindqvist', externalValue: 'Valeria Mortensen', baseValue: 'Quentin Abernathy'} as const;

function draw(rows: readonly Conflict[], width: number, {filter = cause, settling = new Set<number>()} = {}): readonly string[] {
	const state = {lists: {conflicts: {...emptyList<Conflict>(), rows}}, marks: noMarks, anchor: undefined, settling};
	const lines = conflictLines(state, filter, {width, height: 20, now});
	expect(lines.every(({spans}) => spansWidth(spans) <= width)).toBe(true);
	return lines.map(plainText);
}

describe('the conflicts of one cause', () => {
	test.each([60, 80, 84, 100, 120, 200])('are told with whole values at %i cells', width => {
		const [, row] = draw([toConflict({id: 24, ...names}, now)], width);
		expect(row).toMatch(/POAM-2026-0024 .*Beatriz Lindqvist +Valeria Mortensen .*3h$/);
	});
	test('show what was agreed last only where all of it fits', () => {
		const rows = [toConflict({id: 24, ...names}, now)];
		expect(draw(rows, 84).join('\n')).not.toContain('Quent');
		expect(draw(rows, 100)[1]).toContain('Quentin Abernathy');
	});
	test.each([80, 100])('give values the cells that they need, the same to both sides, and names the rest, at %i cells', width => {
		const dates = {fieldName: 'scheduled_completion', internalValue: '2027-02-12', externalValue: '2027-03-14', baseValue: '2027-01-13', entityLabel: 'Web Server information disclosure'};
		const filter = {...cause, fieldName: 'scheduled_completion'};
		const [heading = '', row = ''] = draw([toConflict({id: 24, ...dates}, now), toConflict({id: 25, ...dates, internalValue: null}, now)], width, {filter});
		expect(heading).toMatch(/OURS {7}THEIRS {5}LAST AGREED/);
		expect(row).toContain('2027-02-12 2027-03-14 2027-01-13');
		expect(heading.indexOf('OURS')).toBeGreaterThan(width - 53);
	});
	test('keep the cells of all others when one of them is settled', () => {
		const rows = [toConflict({id: 24, ...names}, now), toConflict({id: 25, ...names}, now)];
		const before = draw(rows, 84);
		const [heading, settling, waiting] = draw(rows, 84, {settling: new Set([24])});
		expect(settling).toMatch(/Beatriz Lindqvist +Valeria Mor.*◆ settling$/);
		expect([heading, waiting]).toEqual([before[0], before[2]]);
	});
});

test.each([60, 80, 120])('closed ones say how they ended at %i cells', width => {
	const closed = toConflict({id: 24, ...names, status: 'resolved', resolutionAction: 'keep_external'}, now);
	expect(draw([closed], width, {filter: {status: 'resolved'}})[1]).toMatch(/Beatriz .*✓ kept theirs$/);
});

describe('the title of a list of conflicts', () => {
	const systems = [{externalSystemId: 2, systemName: 'Xacta 360'}];
	const words = ['Xacta 360', 'poam.poc', 'both changed'];
	test.each<readonly [string, ConflictFilter, readonly string[]]>([
		['says a cause in words', cause, words],
		['says last what narrows a cause', {...cause, where: {kind: 'text', text: 'php'}}, [...words, 'php']],
		['says that a cause has other than what waits', {...cause, status: 'ignored'}, [...words, 'status:ignored']],
		['is otherwise the filter as it was typed', {status: 'pending', entityType: 'poam', where: {kind: 'text', text: 'php'}}, ['entity:poam php']],
		['tells that nothing was filtered', {status: 'pending'}, ['all']],
	])('%s', (_, filter, crumbs) => expect(conflictsCrumbs(filter, systems)).toEqual(crumbs));
});

const uuid = '0b7e3d52-6f0c-4c7e-9a55-2f1d7c9e8a10';
const asset = toConflict({id: 7, externalSystemId: 1, entityType: 'asset', entityId: uuid, entityLabel: 'fin-db-03', fieldName: 'business_owner', internalValue: 'Finance', externalValue: 'Treasury'}, now);
const ofAssets = {status: 'pending', externalSystemId: 1, entityType: 'asset', fieldName: 'business_owner', reason: 'both_changed'} as const;

describe('a conflict of an asset', () => {
	test('goes by its hostname, with its key where there is room', () => {
		expect(draw([asset], 48, {filter: ofAssets})[1]).toMatch(/^> {2}fin-db-03 +Finance +Treasury +3h$/);
		const [heading, row] = draw([asset], 120, {filter: ofAssets});
		expect(heading).toMatch(/RECORD +KEY +OURS/);
		expect(row).toMatch(/^> {2}fin-db-03 +0b7e3d52-/);
	});
	test('goes by its key where nobody named it', () => {
		expect(draw([{...asset, entityLabel: ''}], 120, {filter: ofAssets})[1]).toContain(uuid.slice(0, 14));
	});
	test('stands under its own name beside records that people know by their key', () => {
		const rows = draw([asset, toConflict({id: 24, ...names}, now)], 120, {filter: {status: 'pending'}});
		expect(rows[0]).toMatch(/RECORD +NAME OR KEY +FIELD/);
		expect(rows.slice(1).map(row => row.slice(3, 17).trim())).toEqual(['fin-db-03', 'POAM-2026-0024']);
	});
	test('is titled and told of by its hostname', () => {
		expect(conflictCrumbs(asset)).toEqual(['asset.business_owner', 'fin-db-03']);
		expect(confirmRecordVerdict(asset, {verdict: {kind: 'unlink'}, text: 'It is ours alone'}).title).toBe('unlink fin-db-03');
	});
});
