import {randomUUID} from 'node:crypto';
import {once} from 'node:events';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 40});
	await world.otherProgram(`update sync_policies set batch_size = 10 where entity_type = 'poam'`);
});
afterAll(() => world[Symbol.asyncDispose]());

const poams = async () => (await world.otherProgram<{count: number}>('select count(*)::int as count from ingestion_poams'))[0]?.count;
const auditedOf = async (id: string) => (await world.operations.listAudit({targetType: 'operation', targetId: id}, undefined, 10)).rows.map(({action}) => action);

/** A run whose process went away: it says that it is running, and its lease has not been renewed. */
async function leaveBehind({lease}: {readonly lease: 'live' | 'expired' | 'none'}): Promise<string> {
	const [run, pair] = [randomUUID(), randomUUID()];
	const facts = `'Xacta 360', 'sync', 'sync', 'xacta', 'running', now() at time zone 'UTC' - interval '10 minutes', 'kim'`;
	await world.otherProgram(`insert into ingestion_batches (batch_id, correlation_id, parent_operation_id, metadata, total_records, source_system, batch_type, operation_type, external_system, status, started_at, created_by)
		select v.id, $1::uuid, v.parent, jsonb_build_object('externalSystemId', s.id, 'entityType', v.type, 'counts', jsonb_build_object('read', v.read, 'created', v.read)), v.read, ${facts}
		from external_systems s, (values ($1::uuid, null::uuid, null, 0), ($2::uuid, $1::uuid, 'control', 7)) v(id, parent, type, read) where s.system_name = 'Xacta 360'`, [run, pair]);
	if (lease === 'none') return run;
	await world.otherProgram(`insert into sync_leases (external_system_id, entity_type, owner, host, pid, token, operation_id, acquired_at, heartbeat_at, expires_at)
		select id, 'control', 'kim', 'jump2', 4711, nextval('sync_fencing_tokens'), $1::uuid, now(), now(), now() + $2::interval from external_systems where system_name = 'Xacta 360'`,
	[pair, lease === 'live' ? '1 minute' : '-1 second']);
	return run;
}

test('a run hears from the database that somebody wants it to stop, keeps its finished pages, and the next one goes on after them', async () => {
	let asked: Promise<unknown> | undefined;
	// Of a slow system: the page that is under way when somebody asks comes only when nobody waits for it any more.
	const slow = world.bind({}, connector => ({...connector, list: async request => {
		if (asked !== undefined && request.signal?.aborted === false) await once(request.signal, 'abort');
		return connector.list(request);
	}}));
	const outcome = await slow.runSync({systemName: 'Xacta 360', entityType: 'poam'}, {
		// Who asks knows of the run by the database alone; the id of a part means the whole.
		onProgress: operation => {
			if (operation.counts.read === 10) asked ??= world.operations.cancelOperation({id: operation.id});
		},
	});
	const [run] = outcome.runs;
	expect(await asked).toMatchObject({kind: 'asked', operation: {status: 'running', cancelledBy: world.operations.actor.username}});
	expect(run?.operation.status).toBe('cancelled');
	expect(run?.children[0]).toMatchObject({status: 'cancelled', problems: [expect.stringMatching(/cancelled the run of .*goes on at the last finished page\.$/)]});
	expect(outcome.failure).toMatchObject({code: 'SYNC_CANCELLED'});
	expect(await poams()).toBe(run?.children[0]?.counts.read);
	expect(await auditedOf(run?.operation.id ?? '')).toEqual(['operation.cancel']);
	expect(await world.otherProgram('select * from sync_leases')).toEqual([]);

	const resumed = await world.operations.resumeSync({systemName: 'Xacta 360', entityType: 'poam'});
	expect(resumed.runs[0]?.children[0]).toMatchObject({status: 'completed', counts: {read: 40}});
	expect(await poams()).toBe(40);
});

test('to cancel a run that is over changes nothing, and says how it ended', async () => {
	const {runs} = await world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam'});
	const id = runs[0]?.operation.id ?? '';
	expect(await world.operations.cancelOperation({id})).toEqual({kind: 'over', operation: await world.operations.getOperation(id).then(({operation}) => operation)});
	expect(await auditedOf(id)).toEqual([]);
});

test.each(['expired', 'none'] as const)('a run whose process is gone is ended with what it had done, its lease taken away (lease: %s)', async lease => {
	const id = await leaveBehind({lease});
	const {kind, operation} = await world.operations.cancelOperation({id});
	expect(kind).toBe('dead');
	expect(operation).toMatchObject({status: 'failed', problems: ['Its process ended; the next run goes on at the last finished page.'], counts: {read: 7, created: 7}, completedAt: expect.any(Date)});
	const {children} = await world.operations.getOperation(id);
	expect(children.map(({status}) => status)).toEqual(['failed']);
	expect(await world.otherProgram('select * from sync_leases')).toEqual([]);
	expect(await auditedOf(id)).toEqual(['operation.cancel']);
	expect(await world.operations.cancelOperation({id})).toMatchObject({kind: 'over'});
});

test('a run whose lease is renewed is only asked, by whoever asked first, and it is on record once', async () => {
	const id = await leaveBehind({lease: 'live'});
	expect(await world.operations.cancelOperation({id: id.slice(0, 13)})).toMatchObject({kind: 'asked', operation: {id, status: 'running'}});
	expect(await world.operations.cancelOperation({id})).toMatchObject({kind: 'asked'});
	expect(await auditedOf(id)).toEqual(['operation.cancel']);
	await world.otherProgram('delete from sync_leases');
	await world.otherProgram('delete from ingestion_batches where batch_id = $1 or parent_operation_id = $1', [id]);
});

test('a run that died before it had finished a page is not gone on with, and how to begin it again is said until that was done', async () => {
	const resume = () => runParleyCommand(['sync', 'resume'], {operations: () => Promise.resolve(world.operations)});
	const id = await leaveBehind({lease: 'expired'});
	const begin = /Xacta 360 · controls: run [0-9a-f]{8} (.*) and left no place to go on from\. Begin again: parley sync run --system "Xacta 360" --entity control\n/;
	const abandoned = await resume();
	expect(abandoned.exitCode).toBe(5);
	expect(begin.exec(abandoned.stdout)?.[1]).toBe('was abandoned');
	expect(await world.operations.resumeSync({systemName: 'Xacta 360', entityType: 'control'})).toMatchObject({resumed: [], runs: [], unbegun: [{entityType: 'control', status: 'abandoned', scope: 'changes'}]});
	await world.operations.cancelOperation({id});
	const ended = await resume();
	expect(ended.exitCode).toBe(5);
	expect(begin.exec(ended.stdout)?.[1]).toBe('failed');
	await world.sync('control');
	expect(await resume()).toMatchObject({exitCode: 0, stdout: expect.stringMatching(/^No run was interrupted/)});
});

test('a run that died while it sent left nothing to go on from but what is owed, and how to send that is said', async () => {
	const id = await leaveBehind({lease: 'expired'});
	await world.otherProgram(`update ingestion_batches set metadata = metadata || '{"direction": "outbound"}' where parent_operation_id = $1`, [id]);
	const {exitCode, stdout} = await runParleyCommand(['sync', 'resume'], {operations: () => Promise.resolve(world.operations)});
	expect(exitCode).toBe(5);
	expect(stdout).toMatch(/run [0-9a-f]{8} was abandoned while it sent; what is owed waits\. Send it: parley sync run --system "Xacta 360" --entity control\n/);
	await world.operations.cancelOperation({id});
});

test('to go on with a system that is switched off is refused, and says so', async () => {
	await world.operations.setSystemEnabled({systemName: 'Xacta 360', enabled: false});
	await expect(world.operations.resumeSync({systemName: 'Xacta 360'})).rejects.toMatchObject({code: 'SYNC_DISABLED'});
	await world.operations.setSystemEnabled({systemName: 'Xacta 360', enabled: true});
});
