import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {noCounts} from '../../../source/core/operation.js';
import type {NewOperation} from '../../../source/core/stores/operation-store.js';
import {noTally} from '../../../source/core/sync-plan.js';
import {listStoppedPasses} from '../../../source/database/sql/list-stopped-passes.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
	await world.sql.query('delete from sync_conflicts; delete from sync_internal_edits; delete from sync_leases; delete from ingestion_batches; delete from daemon_heartbeats; delete from api_call_logs; delete from integration_health');
	await world.setPolicy({push: true});
});

const health = () => world.operationsOf().getHealth();
const pair = async () => {
	const {pairs} = await health();
	expect(pairs).toHaveLength(1);
	return pairs[0];
};
const run = async (changes: Partial<NewOperation> = {}) => {
	const parentId = randomUUID();
	const of = {externalSystemId: world.systemId, systemName: 'Xacta Test', systemType: 'xacta', scope: 'changes', startedBy: 'sam', startedAt: new Date(), correlationId: parentId} as const;
	await world.database.stores.operations.create({...of, id: parentId});
	const id = randomUUID();
	await world.database.stores.operations.create({...of, id, parentId, entityType: 'poam', direction: 'inbound', ...changes});
	return {id, parentId, of};
};
const lease = (operationId: string, expires: string) => world.sql.query(
	`insert into sync_leases (external_system_id, entity_type, owner, host, pid, token, operation_id, acquired_at, heartbeat_at, expires_at)
	values ($1, 'poam', 'sam', 'jump1', 4711, 1, $2, now(), now(), now() + $3::interval)`, [world.systemId, operationId, expires]);

describe('what waits', () => {
	test('is counted by what it is: conflicts, rejected records, edits that are owed', async () => {
		const {id} = await world.dispute({field: 'poc', base: 'a', internal: 'b', external: 'c'});
		await world.dispute({field: 'poc', base: 'a', internal: 'b', external: 'c'});
		await world.dispute({internal: null, reason: 'transform_failed', conflictType: 'validation_error'});
		await world.dispute({internal: null, reason: 'unique_collision', conflictType: 'duplicate'});
		await world.dispute({field: 'resources', base: 'a', internal: 'b', external: 'a', reason: 'external_rejected'});
		expect(await pair()).toMatchObject({state: 'waiting', pendingConflicts: 4, rejected: 1, outboxDepth: 0});
		expect(await health()).toMatchObject({state: 'waiting', pendingConflicts: 5});
		const listed = await runParleyCommand(['rejected', 'list', '--json'], {operations: () => Promise.resolve(world.operationsOf())});
		expect((JSON.parse(listed.stdout) as {readonly rows: readonly unknown[]}).rows).toHaveLength(1);
		await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_internal'}});
		expect(await pair()).toMatchObject({pendingConflicts: 3, outboxDepth: 1});
	});

	test('an edit of a field that no mapping sends waits for nothing', async () => {
		const {recordId} = await world.dispute({field: 'poc', base: 'a', internal: 'a', external: 'a'});
		await world.sql.query('delete from sync_conflicts');
		await world.sql.query(`update ingestion_poams set resources = 'two people', poc = 'b' where id = $1`, [recordId]);
		expect(await pair()).toMatchObject({outboxDepth: 1});
	});
});

test('a database that takes no changes fails, says so before anything else, and is well again afterwards', async () => {
	const set = async (value: 'on' | 'off') => {
		await world.sql.query(`do $$ begin execute format('alter database %I set default_transaction_read_only = ${value}', current_database()); end $$`);
		// It holds for new sessions only.
		await world.sql.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
		await expect.poll(async () => (await health().catch(() => undefined))?.isDatabaseReadOnly, {timeout: 10_000}).toBe(value === 'on');
	};
	expect(await health()).toMatchObject({isDatabaseReadOnly: false});
	try {
		await set('on');
		expect(await health()).toMatchObject({state: 'failing'});
		const {exitCode, stdout} = await runParleyCommand(['status', '--check'], {operations: () => Promise.resolve(world.operationsOf())});
		expect([exitCode, stdout.split('\n')[0]]).toEqual([1, expect.stringMatching(/^✖ The database takes no changes: it is a standby, or was set to read-only/)]);
	} finally {
		await set('off');
	}
	expect(await health()).toMatchObject({isDatabaseReadOnly: false, state: 'ok'});
});

describe('a run', () => {
	test('under way is shown with its progress and holder', async () => {
		const {id} = await run();
		await world.database.stores.operations.change(id, {progress: {done: 64, total: 100, unit: 'records'}, counts: {read: 64, unchanged: 64, created: 0, updated: 0, conflicting: 0, rejected: 0, filtered: 0}});
		await lease(id, '1 minute');
		expect(await pair()).toMatchObject({state: 'running', leaseHolder: 'jump1 (pid 4711)', running: {id, progress: {done: 64, total: 100, unit: 'records'}}});
		const {stdout} = await runParleyCommand(['status'], {operations: () => Promise.resolve(world.operationsOf())});
		expect(stdout).toMatch(/Xacta Test {2}poams {2}◆ {2}never synced.* {2}running, 64%, 64 read\n/);
	});

	test('that waits because the other side asked for a pause says until when', async () => {
		const {id} = await run();
		await lease(id, '1 minute');
		await world.sql.query(`insert into integration_health (external_system_id, breaker_state, paused_until) values ($1, 'closed', '2026-11-21T06:32:00Z')`, [world.systemId]);
		const statusAt = async (time: string, columns?: number) => (await runParleyCommand(['status'], {...(columns === undefined ? {} : {columns}), operations: () => Promise.resolve(world.operationsOf({clock: {now: () => new Date(time), sleep: () => Promise.resolve()}}))})).stdout;
		expect(await statusAt('2026-11-21T06:30:00Z')).toContain('running, 0 read; Xacta Test asked to pause, it goes on in 2m\n');
		expect(await statusAt('2026-11-21T06:32:00Z')).toContain('running, 0 read\n');
		expect(await statusAt('2026-11-21T06:30:00Z', 80)).toContain('\n▲ Xacta Test asked to pause, it goes on in 2m\n');
		expect(await statusAt('2026-11-21T06:32:00Z', 80)).not.toContain('pause');
		await world.database.stores.operations.change(id, {status: 'failed', problems: ['Too many requests.'], completedAt: new Date('2026-11-21T06:29:00Z')});
		await world.sql.query('delete from sync_leases');
		expect(await statusAt('2026-11-21T06:30:00Z')).toMatch(/failing for \w+; Xacta Test asked to pause, it goes on in 2m: Too many requests\.\n/);
	});

	test('that failed at length is told whole through a pipe, and fills up no other row', async () => {
		const {id} = await run();
		const problem = `Xacta Test refused the login${', and said why'.repeat(20)}.`;
		await world.database.stores.operations.change(id, {status: 'failed', problems: [problem], completedAt: new Date()});
		const {stdout} = await runParleyCommand(['status'], {operations: () => Promise.resolve(world.operationsOf())});
		const [failed = [], others = []] = [true, false].map(isFailed => stdout.trimEnd().split('\n').filter(line => line.endsWith(problem) === isFailed));
		expect([failed.length, others.length > 0]).toEqual([1, true]);
		expect(Math.max(...others.map(line => line.length))).toBeLessThan(120);
		const {stdout: json} = await runParleyCommand(['status', '--json'], {operations: () => Promise.resolve(world.operationsOf())});
		expect(JSON.parse(json).pairs).toContainEqual(expect.objectContaining({problem}));
	});

	test('that failed is told whole on a terminal too, below the rows, and breaks no word', async () => {
		const {id} = await run();
		await world.database.stores.operations.change(id, {status: 'failed', problems: ['Xacta Test refused the login of the account that Parley has there.'], completedAt: new Date()});
		const {stdout} = await runParleyCommand(['status'], {operations: () => Promise.resolve(world.operationsOf()), columns: 80});
		expect(stdout).toContain('\n✖ Xacta Test poams: Xacta Test refused the login of the account that Parley has\n  there.\n');
		expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
	});

	test('under way after one that failed says since when it has been failing', async () => {
		const earlier = await run();
		await world.database.stores.operations.change(earlier.id, {status: 'failed', problems: ['Too many requests.'], completedAt: new Date()});
		const {id} = await run();
		await lease(id, '1 minute');
		expect((await runParleyCommand(['status'], {operations: () => Promise.resolve(world.operationsOf())})).stdout).toMatch(/ ✖ .* running again, failing for \w+, 0 read\n/);
	});

	test('whose holder is not heard of any more is failing, with what the list of runs says of it', async () => {
		const {id} = await run();
		await lease(id, '-1 second');
		const [problem = ''] = (await world.database.stores.operations.find(id))?.problems ?? [];
		expect(problem).toMatch(/^Stopped without an end; .* --system "Xacta Test" --entity poam\. jump1 \(pid 4711\) was last heard of/);
		expect(await pair()).toMatchObject({state: 'failing', running: undefined, leaseHolder: undefined, problem, failingSince: expect.any(Date)});
	});

	test('that failed is failing with its reason, until a later one does not', async () => {
		const {id} = await run();
		await world.database.stores.operations.change(id, {status: 'failed', problems: ['Xacta Test refused the login.'], completedAt: new Date()});
		expect(await pair()).toMatchObject({state: 'failing', problem: 'Xacta Test refused the login.'});
		const {exitCode, stdout} = await runParleyCommand(['status', '--check'], {operations: () => Promise.resolve(world.operationsOf())});
		expect(exitCode).toBe(1);
		expect(stdout).toContain('Xacta Test refused the login.\n');
		const later = await run();
		await world.database.stores.operations.change(later.id, {status: 'completed', completedAt: new Date()});
		expect(await pair()).toMatchObject({state: 'ok', problem: undefined});
		expect((await health()).recent.map(operation => operation.id)).toEqual([later.id, id]);
	});

	test('whose changes could leave hides nothing of what could not come in', async () => {
		const end = async (status: 'completed' | 'failed', startedAt: Date) => {
			const {id, parentId, of} = await run({startedAt});
			const outbound = randomUUID();
			await world.database.stores.operations.create({...of, id: outbound, parentId, entityType: 'poam', direction: 'outbound', startedAt: new Date(startedAt.getTime() + 1000)});
			await world.database.stores.operations.change(id, {status, problems: status === 'failed' ? ['The format was changed.'] : [], completedAt: startedAt});
			await world.database.stores.operations.change(outbound, {status: 'completed', completedAt: startedAt});
		};
		await end('completed', new Date('2026-11-21T01:00:00Z'));
		expect(await pair()).toMatchObject({state: 'ok', problem: undefined});
		await end('failed', new Date('2026-11-21T02:00:00Z'));
		await end('failed', new Date('2026-11-21T03:00:00Z'));
		expect(await pair()).toMatchObject({state: 'failing', problem: 'The format was changed.', failingSince: new Date('2026-11-21T02:00:00Z')});
		await end('completed', new Date('2026-11-21T04:00:00Z'));
		expect(await pair()).toMatchObject({state: 'ok', problem: undefined, failingSince: undefined});
	});

	test('that found the pair taken says nothing of the pair, while the other runs and when it has ended', async () => {
		const first = await run();
		await lease(first.id, '1 minute');
		const refused = await run();
		await world.database.stores.operations.change(refused.id, {status: 'failed', problems: ['It is already running.'], completedAt: new Date('2026-11-21T02:00:01Z')});
		expect(await pair()).toMatchObject({state: 'running', problem: undefined});
		await world.sql.query('delete from sync_leases');
		await world.database.stores.operations.change(first.id, {status: 'completed', completedAt: new Date('2026-11-21T02:00:02Z')});
		expect(await pair()).toMatchObject({state: 'ok', problem: undefined});
	});

	test('that could not apply a plan leaves the pair as it was', async () => {
		const {id} = await run();
		await world.database.stores.operations.change(id, {status: 'completed', completedAt: new Date()});
		const plan = await run({correlationId: randomUUID()});
		await world.database.stores.operations.change(plan.id, {status: 'failed', problems: ['The world moved.'], completedAt: new Date()});
		expect(await pair()).toMatchObject({state: 'ok', problem: undefined});
	});

	test('that failed again is failing since the first that failed after a success, whatever was cancelled in between', async () => {
		const statuses = ['failed', 'partial', 'failed', 'cancelled', 'failed'] as const;
		for (const [index, status] of statuses.entries()) {
			const {id} = await run({startedAt: new Date(Date.UTC(2026, 10, 21, index))});
			await world.database.stores.operations.change(id, {status, problems: ['No answer.'], completedAt: new Date(Date.UTC(2026, 10, 21, index, 1))});
		}
		expect(await pair()).toMatchObject({state: 'failing', failingSince: new Date('2026-11-21T02:00:00Z')});
		const {stdout} = await runParleyCommand(['status'], {operations: () => Promise.resolve(world.operationsOf({clock: {now: () => new Date('2026-11-21T06:30:00Z'), sleep: () => Promise.resolve()}}))});
		expect(stdout).toContain('failing for 4h: No answer.');
		const {id} = await run();
		await world.database.stores.operations.change(id, {status: 'completed', completedAt: new Date()});
		expect(await pair()).toMatchObject({state: 'ok', failingSince: undefined});
	});

	test('is shown with its parts and all calls of them', async () => {
		const {id, parentId} = await run();
		await world.database.stores.operations.change(id, {status: 'completed', completedAt: new Date(), counts: {read: 3, unchanged: 1, created: 2, updated: 0, conflicting: 0, rejected: 0, filtered: 0}});
		await world.database.stores.apiCalls.append(world.systemId, id, [{method: 'GET', endpoint: '/poams', responseTimeMs: 5, responseStatus: 200, calledAt: new Date()}]);
		const {stdout} = await runParleyCommand(['operations', 'show', parentId.slice(0, 8)], {operations: () => Promise.resolve(world.operationsOf())});
		expect(stdout).toContain('  read 3 = unchanged 1 + created 2 + updated 0 + conflicting 0 + rejected 0\n  calls 1');
		expect(stdout).toContain('poams · ');
		expect(stdout).toMatch(/GET +\/poams +200 +5/);
	});
});

describe('a system', () => {
	test('shows its calls of today and how it answers now, its limit and its breaker', async () => {
		const at = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1000);
		await world.database.stores.apiCalls.append(world.systemId, undefined, [
			...[100, 300, 200].map((responseTimeMs, index) => ({method: 'GET', endpoint: '/x', responseTimeMs, responseStatus: 200, calledAt: at(3 - index)})),
			{method: 'GET', endpoint: '/x', responseTimeMs: 50, responseStatus: 500, calledAt: at(90)},
			{method: 'SELECT', endpoint: 'poams', responseTimeMs: 1000, errorMessage: '57014: cancelled', calledAt: at(95)},
			{method: 'SELECT', endpoint: 'poams', responseTimeMs: 20, calledAt: at(99)},
		]);
		await world.sql.query(`insert into integration_health (external_system_id, breaker_state, breaker_resumes_at, paused_until) values ($1, 'open', now(), now())`, [world.systemId]);
		const {systems: [system], state} = await health();
		expect(system).toMatchObject({
			systemName: 'Xacta Test', medianResponseMs: 150, recentResponseMs: [20, 1000, 50, 100, 300, 200], limiter: {used: 3, perMinute: 120, pausedUntil: expect.any(Date)}, breaker: {state: 'open', resumesAt: expect.any(Date)},
		});
		const {rows: [today]} = await world.sql.query<{calls: number; errors: number}>(
			`select count(*)::int as calls, count(*) filter (where response_status >= 400 or error_message is not null)::int as errors from api_call_logs where called_at >= date_trunc('day', now() at time zone 'UTC')`);
		expect(system).toMatchObject({callsToday: today?.calls, errorsToday: today?.errors});
		expect(state).toBe('failing');
	});
});

describe('the daemon', () => {
	test('is alive while its last beat is less than a minute old', async () => {
		expect((await health()).isDaemonAlive).toBe(false);
		await world.database.stores.health.beat({host: 'jump1', pid: 1, version: '1'});
		await world.database.stores.health.beat({host: 'jump1', pid: 1, version: '2'});
		expect((await health()).isDaemonAlive).toBe(true);
		await world.sql.query(`update daemon_heartbeats set heartbeat_at = now() - interval '61 seconds'`);
		expect((await health()).isDaemonAlive).toBe(false);
	});

	test('is gone as soon as it has ended well, unless another runs or it comes back; when it was last heard of stays known', async () => {
		const {health: daemons} = world.database.stores;
		const [first, second] = [{host: 'jump1', pid: 1, version: '1'}, {host: 'jump2', pid: 1, version: '1'}];
		await daemons.beat(first);
		await daemons.beat(second);
		await daemons.leave(first);
		expect(await daemons.isDaemonAlive()).toBe(true);
		const lastBeat = await daemons.findLastBeat();
		await daemons.leave(second);
		expect(await daemons.isDaemonAlive()).toBe(false);
		expect(await daemons.findLastBeat()).toEqual(lastBeat);
		await daemons.beat(first);
		expect(await daemons.isDaemonAlive()).toBe(true);
	});

	test('that is not there is told by the command, with what waits', async () => {
		await world.dispute({field: 'poc', base: 'a', internal: 'b', external: 'c'});
		const {stdout, exitCode} = await runParleyCommand(['status'], {operations: () => Promise.resolve(world.operationsOf())});
		expect(stdout).toMatch(/▲ {2}.* {2}1 conflict\n/);
		expect(stdout).toContain('What waits for a person: parley conflicts list');
		expect(stdout).toContain('No daemon runs');
		expect(exitCode).toBe(0);
	});
});

describe('a pass over everything that failed', () => {
	const end = async (scope: 'changes' | 'full', change: Parameters<typeof world.database.stores.operations.change>[1]) => {
		const {id} = await run({scope});
		await world.database.stores.operations.change(id, {...change, completedAt: new Date()});
	};

	test('is told until one goes well, whatever runs for changes bring since', async () => {
		await end('full', {status: 'failed', problems: ['730 of 1,400 POA&Ms vanished. Look at them.']});
		expect(await pair()).toMatchObject({state: 'failing'});
		await end('changes', {status: 'completed'});
		expect(await pair()).toMatchObject({state: 'waiting', shortfalls: ['full_pass'], problem: 'The last full pass failed, and only changes came in since. 730 of 1,400 POA&Ms vanished. Look at them.'});
		await end('full', {status: 'cancelled'});
		expect(await pair()).toMatchObject({state: 'waiting'});
		await end('full', {status: 'completed'});
		expect(await pair()).toMatchObject({state: 'ok', shortfalls: [], problem: undefined});
	});

	test('is not hidden by a partial run since, and both are told', async () => {
		await end('full', {status: 'failed', problems: ['Too much vanished.']});
		await end('changes', {status: 'partial', problems: ['Chunk 7 is missing.']});
		expect(await pair()).toMatchObject({state: 'waiting', shortfalls: ['full_pass', 'partial_run'], problem: expect.stringMatching(/^Chunk 7 is missing. This was left out; .* The last full pass failed, and only changes came in since. Too much vanished.$/)});
	});

	test('is found by an index of such passes alone', async () => {
		await world.sql.query('set enable_seqscan = off');
		const {rows} = await world.sql.query<{'QUERY PLAN': string}>(`explain ${listStoppedPasses}`);
		await world.sql.query('reset enable_seqscan');
		expect(rows.map(row => row['QUERY PLAN']).join('\n')).toContain('ingestion_batches_whole_passes');
	});
});

describe('plans that wait to be applied', () => {
	const pairPlan = {externalSystemId: 1, systemName: 'Xacta Test', entityType: 'poam', counts: noCounts, tally: noTally, digest: 'd', problems: [], guards: [], touched: 3} as const;
	const plan = async (scope: 'changes' | 'full', hour: number, touched = 3) => {
		const id = randomUUID();
		await world.database.stores.plans.create({
			id, request: {systemName: 'Xacta Test', entityType: 'poam', scope, selection: undefined}, pairs: [{...pairPlan, touched}], createdAt: new Date(Date.UTC(2026, 10, 21, hour)), createdBy: 'sam',
		}, []);
		return id;
	};
	const waiting = async () => (await health()).waitingPlans;

	test('are the newest of each request that nobody applied, and that touch anything', async () => {
		expect(await waiting()).toBeUndefined();
		await plan('changes', 1);
		await plan('changes', 2);
		const full = await plan('full', 3);
		expect(await waiting()).toEqual({count: 2, oldestAt: new Date('2026-11-21T02:00:00Z')});
		await world.database.stores.plans.markApplied(full, {at: new Date(), by: 'sam', operationId: randomUUID()});
		expect(await waiting()).toEqual({count: 1, oldestAt: new Date('2026-11-21T02:00:00Z')});
		await plan('changes', 4, 0);
		expect(await waiting()).toBeUndefined();
	});
});
