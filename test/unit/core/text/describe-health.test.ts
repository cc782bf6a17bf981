import {describe, expect, test} from 'vitest';
import type {Health, PairHealth} from '../../../../source/core/health.js';
import {describeHealth} from '../../../../source/core/text/describe-health.js';
import {memoryHealth} from '../../../support/memory-operations/memory-health.js';
import {createMemoryWorld} from '../../../support/memory-operations/memory-world.js';

const now = new Date('2026-11-21T14:00:00Z');
const sample = memoryHealth(createMemoryWorld(() => now));
const inStep: Partial<PairHealth> = {pendingConflicts: 0, rejected: 0, outboxDepth: 0, state: 'ok', running: undefined, lastInboundAt: now};
/** All in step, but for the pairs of these entity types and for what else is said. */
const tell = (of: readonly PairHealth['entityType'][], change: Partial<PairHealth>, rest: Partial<Health> = {}) =>
	describeHealth({...sample, pendingConflicts: 0, pairs: sample.pairs.map(pair => ({...pair, ...inStep, ...(of.includes(pair.entityType) ? change : {})})), ...rest});

describe('everything is in step', () => {
	test('when nothing is known against it', () => expect(tell([], {})).toEqual({state: 'ok', text: 'Everything is in step'}));
	test('also where a pair is switched off and was never synced', () => expect(tell(['asset'], {state: 'off', lastInboundAt: undefined}).state).toBe('ok'));
	test('also where nothing ever came in of what is only sent', () =>
		expect(tell(['asset'], {direction: 'outbound', lastInboundAt: undefined, lastOutboundAt: now}).state).toBe('ok'));
});

describe('what is ours and was not sent', () => {
	test('is told, and is no trouble', () => {
		expect(tell(['asset'], {outboxDepth: 1})).toEqual({state: 'ok', text: 'Everything that came in is in step · 1 change of ours is not sent'});
		expect(tell(['asset', 'poam'], {outboxDepth: 600}).text).toBe('Everything that came in is in step · 1,200 changes of ours are not sent');
	});
	test('is told beside conflicts, where all else would be in step', () =>
		expect(tell(['poam'], {outboxDepth: 3, pendingConflicts: 2}, {pendingConflicts: 2})).toEqual({state: 'waiting', text: '2 conflicts wait for a person · 3 changes of ours are not sent'}));
});

describe('a pair that is not in step is named', () => {
	test.each([
		['its last full pass failed', {shortfalls: ['full_pass']}, 'The last full pass of Tenable.io assets failed'],
		['its last run was partial', {shortfalls: ['partial_run']}, 'The last run of Tenable.io assets was partial'],
		['both', {shortfalls: ['full_pass', 'partial_run']}, 'The last full pass of Tenable.io assets failed · the last run of Tenable.io assets was partial'],
		['it was never synced', {lastInboundAt: undefined}, 'Tenable.io assets was never synced'],
		['it never sent, and only sends', {direction: 'outbound', lastOutboundAt: undefined}, 'Tenable.io assets was never synced'],
		['it was partial before it was ever whole', {shortfalls: ['partial_run'], lastInboundAt: undefined}, 'The last run of Tenable.io assets was partial'],
	] as const)('where %s', (_, change, text) => expect(tell(['asset'], change)).toEqual({state: 'waiting', text}));

	test('and while its first run is under way, nothing is wrong', () =>
		expect(tell(['asset'], {state: 'running', running: sample.recent[0], lastInboundAt: undefined})).toEqual({state: 'running', text: 'Tenable.io assets is synced for the first time'}));
	test('with one other; more are counted', () => {
		expect(tell(['asset', 'poam'], {lastInboundAt: undefined}).text).toBe('Tenable.io assets and Xacta 360 poams were never synced');
		expect(tell(['asset', 'poam', 'control'], {shortfalls: ['full_pass']}).text).toBe('The last full passes of 3 syncs failed');
	});
});

test('what fails comes first, and what else waits is told too', () => {
	expect(tell(['asset'], {state: 'failing', lastInboundAt: undefined, failingSince: new Date(now.getTime() - 3 * 3_600_000)}, {pendingConflicts: 1200})).toEqual({
		state: 'failing', text: 'Failing: Tenable.io assets for 3h · 1,200 conflicts wait for a person',
	});
});

test('everything else is in step only where nothing but conflicts waits', () => {
	expect(tell(['asset', 'poam'], {pendingConflicts: 2}, {pendingConflicts: 4}).text).toBe('4 conflicts wait for a person in 2 places · everything else is in step');
	expect(tell(['asset'], {lastInboundAt: undefined}, {pendingConflicts: 4}).text).not.toContain('in step');
});
