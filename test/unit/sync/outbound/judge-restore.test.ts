import {describe, expect, test} from 'vitest';
import type {SeenDatabase} from '../../../../source/core/host-memory.js';
import {judgeRestore, type FoundDatabase} from '../../../../source/sync/outbound/judge-restore.js';

const seen: SeenDatabase = {installationId: 'one', witnessId: 'w', number: 7, mark: 'seventh', markedAt: '2026-11-22 08:00:00+00'};
const found = (mark: FoundDatabase['mark'], over: Partial<FoundDatabase> = {}): FoundDatabase => ({installationId: 'one', hasLinks: true, mark, ...over});

describe('a database that this host has seen', () => {
	test('goes on from there, or from what was marked without being remembered', () => {
		expect(judgeRestore(seen, found({number: 7, mark: 'seventh'}))).toBeUndefined();
		expect(judgeRestore(seen, found({number: 9, mark: 'ninth'}))).toBeUndefined();
	});

	test.each([
		['an earlier mark', found({number: 6, mark: 'sixth'}), 'mark 7; it knows 6'],
		['as many marks, but another last one', found({number: 7, mark: 'other'}), 'does not know'],
		['none of its marks', found(undefined), 'Nothing is left'],
		['another installation that is in use', found(undefined, {installationId: 'two'}), 'another installation'],
	])('is an older one, or not the same, when it has %s', (_, now, says) => {
		expect(judgeRestore(seen, now)).toContain(says);
	});

	test('may be made anew: one without any link has nothing to forget', () => {
		expect(judgeRestore(seen, found(undefined, {installationId: 'two', hasLinks: false}))).toBeUndefined();
	});
});

test('a host that has seen none alarms nobody', () => {
	expect(judgeRestore(undefined, found(undefined))).toBeUndefined();
});
