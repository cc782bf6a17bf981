import {describe, expect, test} from 'vitest';
import type {Health, PairHealth} from '../../../../source/core/health.js';
import {healthLines} from '../../../../source/ui/screens/health/view.js';
import {countsOf, toOperation} from '../../../support/memory-operations/sample-activity.js';
import {memoryHealth} from '../../../support/memory-operations/memory-health.js';
import {createMemoryWorld} from '../../../support/memory-operations/memory-world.js';
import {plainText} from '../../../support/plain-text.js';

const now = new Date('2026-11-21T14:00:00Z');
const health = memoryHealth(createMemoryWorld(() => now));
const draw = (part: Partial<Health> = {}, running?: PairHealth['running'], size = {width: 80, height: 20}): readonly string[] =>
	healthLines({health: {...health, ...part}, window: {cursor: 0, top: 0}, runningOf: pair => (pair.entityType === 'control' ? running : undefined)}, {...size, now}).map(plainText);
const pairs = (change: (pair: PairHealth) => Partial<PairHealth>): readonly PairHealth[] => health.pairs.map(pair => ({...pair, ...change(pair)}));

describe('the first lines', () => {
	test('is not green while conflicts wait', () => expect(draw()[0]).toBe(' ▲ 43 conflicts wait for a person in 3 places · 4 records were rejected'));
	test('tells of what fails before anything else', () => {
		expect(draw({pairs: pairs(pair => (pair.entityType === 'poam' ? {state: 'failing', problem: 'Xacta 360 refused the login.'} : {}))})[0]).toBe(' ✖ Failing: Xacta 360 poams · 43 conflicts wait for a person in 3 places · 4');
	});
	test('tells for how long what fails has been failing', () => {
		const failingSince = new Date(health.at.getTime() - 3 * 3_600_000);
		expect(draw({pairs: pairs(pair => (pair.entityType === 'poam' ? {state: 'failing', failingSince} : {}))})[0]).toMatch(/^ ✖ Failing: Xacta 360 poams for 3h · 43 conflicts wait/);
	});
	test('says that all is well when it is', () => {
		expect(draw({pendingConflicts: 0, pairs: pairs(() => ({pendingConflicts: 0, rejected: 0, outboxDepth: 0, state: 'ok'}))})[0]).toBe(' ● Everything is in step');
	});
	test.each([
		['a full pass that failed', {shortfalls: ['full_pass'], problem: 'The last full pass failed.'}, ' ▲ The last full pass of Xacta 360 poams failed'],
		['a partial run', {shortfalls: ['partial_run'], problem: 'Chunk 7 is missing.'}, ' ▲ The last run of Xacta 360 poams was partial'],
		['a pair that was never synced', {lastInboundAt: undefined}, ' ▲ Xacta 360 poams was never synced'],
	] as const)('calls nothing in step after %s, with or without conflicts elsewhere', (_, change, sentence) => {
		const apart = pairs(pair => ({pendingConflicts: 0, rejected: 0, state: 'ok', ...(pair.entityType === 'poam' ? change : {})}));
		expect(draw({pendingConflicts: 0, pairs: apart})[0]).toBe(sentence);
		const both = draw({pendingConflicts: 2, pairs: apart}).slice(0, 2).join(' ');
		expect(both).toContain('2 conflicts wait for a person');
		expect(both).not.toContain('in step');
	});
	test('is not green while runs are overdue', () => {
		const late = pairs(pair => ({pendingConflicts: 0, rejected: 0, state: 'ok', ...(pair.entityType === 'poam' ? {lateSince: now} : {})}));
		expect(draw({pendingConflicts: 0, pairs: late})[0]).toBe(' ▲ 1 sync is overdue');
		expect(draw({pendingConflicts: 2, pairs: late})[0]).toBe(' ▲ 2 conflicts wait for a person · 1 sync is overdue');
	});
	test('says what to do where nothing was ever switched on', () => {
		expect(draw({pendingConflicts: 0, pairs: pairs(() => ({pendingConflicts: 0, rejected: 0, state: 'off'}))})[0]).toBe(' ◌ No system is switched on · parley systems edit, then parley systems enable');
	});
	test('calls nothing in step while the database is not reached, and says of when all this is', () => {
		const lines = healthLines({health: {...health, pendingConflicts: 0, pairs: pairs(() => ({pendingConflicts: 0, rejected: 0, state: 'ok'}))}, window: {cursor: 0, top: 0}, runningOf: () => undefined, lostSince: now}, {width: 80, height: 20, now}).map(plainText);
		expect(lines[0]).toBe(' ✖ The database is not reached: what stands here is of 14:00:00 UTC');
		expect(lines.join('\n')).not.toContain('in step');
	});
	test('tell quietly of plans that wait to be applied, beside a daemon that is missing', () => {
		const waitingPlans = {count: 2, oldestAt: new Date(now.getTime() - 3 * 3_600_000)};
		const told = ' ◌ 2 plans wait to be applied, the oldest made 3h ago · :plans';
		expect(draw({waitingPlans})[1]).toBe(told);
		expect(draw({waitingPlans, isDaemonAlive: false}).slice(1, 3)).toEqual([expect.stringContaining('No daemon runs'), told]);
		expect(draw({waitingPlans, isDaemonAlive: false}, undefined, {width: 80, height: 7})[2]).toContain('SYSTEM');
		expect(draw().join('\n')).not.toContain('plan');
	});
	test('says when nothing runs on schedule', () => expect(draw({isDaemonAlive: false})[1]).toBe(' ▲ No daemon runs: nothing is synced on schedule · "parley daemon" starts one'));
});

describe('alerts', () => {
	const pushHold = {noticedAt: new Date(now.getTime() - 3 * 3_600_000), noticedBy: 'jump-01', evidence: 'It does not know what this host saw at 2026-11-21 10:58:12.123456+00 (mark 4711; it knows 4208).'};
	const long = {pid: 4242, user: 'report', application: 'psql', isIdle: true, openSeconds: 5400, holdsBackVacuum: true, lockedTables: ['ingestion_poams']};

	test('a hold comes first: what it means, why, and what to do next', () => {
		expect(draw({pushHold}, undefined, {width: 80, height: 20}).slice(0, 5)).toEqual([
			' ✖ Nothing is sent: the database was restored, as jump-01 noticed 3h ago.',
			'   It does not know what this host saw at 2026-11-21 10:58:12.123456+00 (mark',
			'   4711; it knows 4208).',
			'   Next: Read everything anew (parley sync run --full), look at what it asks,',
			'   then: parley db release, or P here',
		]);
	});
	test('a database that takes no changes comes first, and nothing is called in step then', () => {
		const lines = draw({isDatabaseReadOnly: true, pendingConflicts: 0, pairs: pairs(() => ({pendingConflicts: 0, rejected: 0, state: 'ok'}))});
		expect(lines.slice(0, 5)).toEqual([
			' ✖ The database takes no changes: it is a standby, or was set to read-only.',
			'   Nothing is synced, and nothing can be settled. Next: Name the server that',
			'   takes changes in DATABASE_URL, or wait until this one does; syncs then go on',
			'   by themselves.', ' ✖ Nothing can be changed',
		]);
		expect(draw({isDatabaseReadOnly: true, pushHold}, undefined, {width: 60, height: 11}).length).toBeLessThanOrEqual(11);
	});
	test('while nothing is sent, nothing is called in step, and pairs that would be sent say so', () => {
		const inStep = pairs(() => ({pendingConflicts: 0, rejected: 0, state: 'ok'}));
		expect(draw({pushHold, pendingConflicts: 0, pairs: inStep})).toContain(' ▲ Nothing is sent');
		expect(draw({pushHold, pendingConflicts: 2, pairs: inStep})).toContain(' ▲ Nothing is sent · 2 conflicts wait for a person');
		expect(draw({pushHold}).filter(line => / held /.test(line))).toEqual([expect.stringMatching(/^ {3}Xacta 360 {2}poams /)]);
	});
	test('a transaction that is open for long says whose it is and what it does', () => {
		const lines = draw({longTransactions: [long]});
		expect(lines[0]).toMatch(/^ ▲ A transaction of report \(psql\), process 4242 has been open for 90 minutes,/);
		expect(lines.slice(0, 3).join(' ')).toContain('it locks ingestion_poams');
		expect(lines.slice(2, 4)).toEqual([' ▲ 1 transaction is open for long · 43 conflicts wait for a person in 3 places', '   · 4 records were rejected']);
	});
	test.each([[60, 11], [80, 20], [100, 26]])('leave room for the pairs on %i columns and %i rows, and are told of where they have none themselves', (width, height) => {
		const lines = draw({pushHold, longTransactions: [long, long, long, long]}, undefined, {width, height});
		expect(lines.length).toBeLessThanOrEqual(height);
		expect(lines[0]).toMatch(/^ ✖ Nothing is sent/);
		expect(lines.join(' ').replaceAll(/ +/g, ' ')).toContain('parley db release');
		expect(lines.filter(line => line.startsWith('>'))).toHaveLength(1);
		expect(lines.join(' ')).toMatch(/4 transactions? (are|is) open/);
	});
});

describe('a pair', () => {
	test('says when it ran, when it will, and what waits', () => {
		expect(draw()[3]).toBe('>  Tenable.io assets          2m ago  off     58m       6   0      0   ▲ waits');
	});
	test('does not speak of sending where nothing is ever sent', () => expect(draw()[4]).toMatch(/vulnerabilities 2m ago {2}- +13m +0 +3 +- +● ok/));
	test('under way shows how far it is, how fast, and how long it takes', () => {
		const running = toOperation(1, {status: 'running', entityType: 'control', startedAt: new Date(now.getTime() - 10_000), counts: countsOf({unchanged: 640}), progress: {done: 640, total: 1000, unit: 'records'}, completedAt: undefined}, now);
		expect(draw({}, running)[6]).toMatch(/^ {3}Xacta 360 {2}controls +▕█+.* +▏ 64% {2}64\/s {2}0:06 left +◆ running$/);
	});
	test('tells why it fails when it is selected, in full', () => {
		expect(draw({pendingConflicts: 0, pairs: pairs(() => ({state: 'failing', problem: 'Tenable.io refused the login (401).'}))})).toContain(' ✖ Tenable.io refused the login (401).');
		const problem = 'The last full pass failed, and only changes came in since. 730 of 1,400 POA&Ms vanished at once. Look at them, then: parley sync run --full --clear-guards';
		expect(draw({pairs: pairs(() => ({shortfalls: ['full_pass'], problem}))}).slice(9, 11)).toEqual([
			' ▲ The last full pass failed, and only changes came in since. 730 of 1,400', '   POA&Ms vanished at once. Look at them, then: parley sync run --full']);
	});
});

describe('a system', () => {
	const withSystem = (part: Partial<Health['systems'][number]>): readonly string[] => draw({systems: health.systems.map(system => ({...system, ...part}))});
	test('says what it answered today', () => expect(draw()[10]).toMatch(/^ Tenable\.io {3}1,204 calls today · 3 errors · median 310 ms +▂▁▁▂▄▁▁▁▁▅█▃▁▁▂▂$/));
	test('with an open breaker says when it is tried again', () => {
		expect(withSystem({breaker: {state: 'open', resumesAt: new Date(now.getTime() + 42_000)}})[11]).toContain('✖ breaker open, tries again in 42s');
	});
	test('with a breaker whose pause is over says that the next run tries it', () => {
		expect(withSystem({breaker: {state: 'open', resumesAt: now}})[11]).toContain('✖ breaker open, the next run tries it');
	});
	test('that asked to pause says until when', () => {
		expect(withSystem({limiter: {used: 200, perMinute: 200, pausedUntil: new Date(now.getTime() + 12_000)}})[11]).toContain('▲ asked to pause, goes on in 12s');
	});
});

test('it never takes more rows than there are, and always shows the selected pair', () => {
	for (let height = 11; height < 50; height++) {
		const lines = draw({}, undefined, {width: 80, height});
		expect(lines.length).toBeLessThanOrEqual(height);
		expect(lines.filter(line => line.startsWith('>'))).toHaveLength(1);
	}
});
