import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import type {Health, PairHealth} from '../../../source/core/health.js';
import {createMemoryOperations} from '../../support/memory-operations/memory-operations.js';
import {memoryHealth} from '../../support/memory-operations/memory-health.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

const now = new Date('2026-11-21T14:00:00Z');
/** What `parley status` shows on a terminal of so many columns, or through a pipe, where this holds of the POA&Ms. */
async function statusOf(change: Partial<PairHealth>, columns?: number, rest: Partial<Health> = {}): Promise<readonly string[]> {
	const world = createMemoryWorld(() => now);
	const health = memoryHealth(world);
	const pairs = health.pairs.map(pair => ({...pair, pendingConflicts: 0, rejected: 0, outboxDepth: 0, state: 'ok' as const, running: undefined, ...(pair.entityType === 'poam' ? change : {})}));
	const operations = {...createMemoryOperations(world), getHealth: () => Promise.resolve({...health, pendingConflicts: 0, pairs, ...rest})};
	const {stdout} = await runParleyCommand(['status'], {operations: () => Promise.resolve(operations), ...(columns === undefined ? {} : {columns})});
	return stdout.trimEnd().split('\n');
}
const squeeze = (lines: readonly string[]): string => lines.join(' ').replaceAll(/ +/g, ' ');
const problem = 'The last full pass failed, and only changes came in since. 730 of 1,400 POA&Ms vanished at once. Look at them, then: parley sync run --system "Xacta 360" --entity poam --full --clear-guards';
const stopped: Partial<PairHealth> = {state: 'waiting', shortfalls: ['full_pass'], problem};

test('the first line is the sentence that the console says', async () => {
	expect((await statusOf({}))[0]).toBe('● Everything is in step');
	expect((await statusOf(stopped))[0]).toBe('▲ The last full pass of Xacta 360 poams failed');
});

test.each([66, 80, 100])('on %i columns the whole reason of a pair that waits can be read, and no line is wider', async columns => {
	const lines = await statusOf(stopped, columns);
	expect(squeeze(lines)).toContain(`▲ Xacta 360 poams: ${problem}`);
	for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
});

test('what waits of a pair is broken between words where its row is too long for it', async () => {
	const lines = await statusOf({state: 'waiting', pendingConflicts: 1204, rejected: 12, outboxDepth: 300, isPushEnabled: false}, 80);
	expect(lines.join('\n')).not.toContain('…');
	expect(squeeze(lines)).toContain('1,204 conflicts, 12 rejected, 300 to send (pushing is off)');
});

test('plans that wait to be applied are told with how to look at them, and nothing is where none wait', async () => {
	expect((await statusOf({}, undefined, {waitingPlans: {count: 2, oldestAt: new Date(now.getTime() - 3 * 3_600_000)}})).at(-1)).toBe('2 plans wait to be applied, the oldest made 3h ago: parley plans list');
	expect((await statusOf({}, undefined, {waitingPlans: {count: 1, oldestAt: now}})).at(-1)).toBe('1 plan waits to be applied, made now: parley plans list');
	expect((await statusOf({})).join('\n')).not.toContain('plan');
});

test('through a pipe a reason stands whole in the row of its pair', async () => {
	expect(await statusOf(stopped)).toContainEqual(expect.stringMatching(/^Xacta 360 +poams +▲ .*vanished at once\..*--clear-guards$/));
});
