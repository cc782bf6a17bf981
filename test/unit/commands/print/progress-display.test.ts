import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {CallWait} from '../../../../source/core/connector.js';
import {noCounts, type Operation} from '../../../../source/core/operation.js';
import {createProgressDisplay} from '../../../../source/commands/print/print-sync-outcome.js';

beforeEach(() => void vi.useFakeTimers({now: new Date('2026-11-22T20:40:00Z')}));
afterEach(() => void vi.useRealTimers());

function display() {
	const [progress, notices]: [string[], string[]] = [[], []];
	const show = createProgressDisplay({line: () => {}, json: () => {}, width: undefined, progress: text => void progress.push(text ?? ''), notice: text => void notices.push(text)});
	const running = (waiting?: CallWait, id = 'a') => show({id, systemName: 'Tenable.io', entityType: 'vulnerability', status: 'running', counts: {...noCounts, read: 5}, progress: undefined, waiting} as Operation);
	return {progress, notices, running};
}

const until = (time: string, reason = 'it asked to pause') => ({until: new Date(time), reason});

test('a run that waits says until when and for what, in place of what it has read', () => {
	const {progress, running} = display();
	running();
	running(until('2026-11-22T20:52:00Z'));
	running(until('2026-11-23T07:00:00Z'));
	running();
	expect(progress).toEqual([
		'Tenable.io vulnerabilities: 5 read',
		'Tenable.io vulnerabilities: waits until 20:52:00 UTC, in 12m: it asked to pause',
		'Tenable.io vulnerabilities: waits until 2026-11-23 07:00:00 UTC, in 10h: it asked to pause',
		'Tenable.io vulnerabilities: 5 read',
	]);
});

test('a line for whoever reads it later is written once for each wait, however often it is told', () => {
	const {notices, running} = display();
	running();
	for (const time of ['2026-11-22T20:52:00.000Z', '2026-11-22T20:52:00.004Z']) running(until(time));
	running(until('2026-11-22T21:30:00Z', 'its rate limit is 60 calls a minute'));
	running(until('2026-11-22T20:52:00Z'), 'b');
	expect(notices).toEqual([
		'Tenable.io vulnerabilities: waits until 20:52:00 UTC, in 12m: it asked to pause',
		'Tenable.io vulnerabilities: waits until 21:30:00 UTC, in 50m: its rate limit is 60 calls a minute',
		'Tenable.io vulnerabilities: waits until 20:52:00 UTC, in 12m: it asked to pause',
	]);
});
