import {expect, test} from 'vitest';
import {noCounts, type Operation} from '../../../source/core/operation.js';
import {createProgressTeller} from '../../../source/sync/tell-progress.js';

const now = new Date('2026-11-22T20:40:00Z');
const wait = (ms: number) => ({until: new Date(now.getTime() + ms), reason: 'it asked to pause'});
const progress = (read: number) => ({counts: {...noCounts, read}, conflictsOpened: 0, conflictsConverged: 0, problems: []});

function tellerOf() {
	const told: string[] = [];
	const begun = {id: 'a', status: 'running', counts: noCounts} as Operation;
	const teller = createProgressTeller(begun, {now: () => now}, ({counts, waiting}) => void told.push(`${counts.read}${waiting === undefined ? '' : ` waits until ${waiting.until.toISOString().slice(11, 19)}`}`));
	return {...teller, told};
}

test('what a run waits for is told with what it has done, until it goes on', () => {
	const {progressed, waits, told} = tellerOf();
	progressed(progress(10));
	waits(wait(720_000));
	waits(undefined);
	progressed(progress(20));
	expect(told).toEqual(['10', '10 waits until 20:52:00', '10', '20']);
});

test('a page that is written meanwhile takes nothing of the wait away', () => {
	const {progressed, waits, told} = tellerOf();
	waits(wait(720_000));
	progressed(progress(10));
	expect(told).toEqual(['0 waits until 20:52:00', '10 waits until 20:52:00']);
});

test('the pace of a rate limit is no news', () => {
	const {waits, told} = tellerOf();
	for (let call = 0; call < 3; call++) {
		waits(wait(1000));
		waits(undefined);
	}
	expect(told).toEqual([]);
});
