import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 40});
	await world.otherProgram(`update sync_policies set batch_size = 10 where entity_type = 'poam'`);
});
afterAll(() => world[Symbol.asyncDispose]());

const counts = async () => (await world.otherProgram<{rows: number; links: number}>(`
	select (select count(*)::int from ingestion_poams) as rows, (select count(*)::int from sync_links where entity_type = 'poam') as links`))[0];

describe('a run that is stopped half-way', () => {
	test('keeps its finished pages, and the next one goes on after them', async () => {
		const stop = new AbortController();
		const stopped = await world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam'}, {
			signal: stop.signal,
			onProgress: operation => {
				if (operation.counts.read >= 20) stop.abort();
			},
		});
		expect(stopped.runs[0]?.children[0]).toMatchObject({status: 'cancelled', counts: {read: 20, created: 20}});
		expect(await counts()).toEqual({rows: 20, links: 20});

		const rest = await world.sync('poam');
		expect(rest).toMatchObject({status: 'completed', counts: {read: 40, created: 40}});
		expect(await counts()).toEqual({rows: 40, links: 40});
	});

	test('leaves no lease behind', async () => {
		expect(await world.otherProgram('select * from sync_leases')).toEqual([]);
	});
});

describe('a pass that stopped, and its rules', () => {
	/** What a pass has counted after each of its pages, those included of the one that it goes on with. */
	const pass = async (most = Number.POSITIVE_INFINITY): Promise<readonly number[]> => {
		const stop = new AbortController();
		const reads = new Set<number>();
		await world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full'}, {
			signal: stop.signal,
			onProgress: ({counts: {read}, parentId}) => {
				if (parentId !== undefined && read > 0) reads.add(read);
				if (read >= most) stop.abort();
			},
		});
		return [...reads];
	};
	test.each([
		['goes on where nothing was changed', 'select 1', [30, 40]],
		['begins anew after a mapping was changed', `update data_field_mappings set mapping_version = mapping_version + 1 where entity_type = 'poam' and internal_field_name = 'poc'`, [10, 20, 30, 40]],
		['begins anew after a filter was changed', `update sync_policies set filters = '[{"field": "poam_id", "operator": "ne", "value": "x"}]' where entity_type = 'poam'`, [10, 20, 30, 40]],
	])('%s', async (_, change, reads) => {
		expect(await pass(20)).toEqual([10, 20]);
		await world.otherProgram(change);
		expect(await pass()).toEqual(reads);
	});
});

describe('two runs of one pair', () => {
	test('the second is refused and told who holds it', async () => {
		await world.otherProgram(`insert into sync_leases (external_system_id, entity_type, owner, host, pid, token, acquired_at, heartbeat_at, expires_at)
			select id, 'poam', 'kim', 'jump2', 4711, nextval('sync_fencing_tokens'), now(), now(), now() + interval '1 minute' from external_systems where system_name = 'Xacta 360'`);
		await expect(world.sync('poam')).rejects.toMatchObject({code: 'SYNC_ALREADY_RUNNING', message: expect.stringContaining('kim on jump2, process 4711'), nextStep: expect.stringMatching(/If that process is gone, run the same again after \d\d:\d\d:\d\d UTC/)});
	});

	test('a dead holder is taken over once its lease has expired', async () => {
		await world.otherProgram(`update sync_leases set expires_at = now() - interval '1 second'`);
		expect(await world.sync('poam')).toMatchObject({status: 'completed'});
	});

	test('a run whose lease was taken writes nothing more', async () => {
		let pages = 0;
		await world.otherProgram('truncate sync_checkpoints');
		const before = await world.otherProgram('select poam_id, poc from ingestion_poams order by poam_id');
		await world.otherProgram(`update sync_links set external_hash = '' where entity_type = 'poam'`);
		// Another process takes over between two pages: from here on the fence must hold.
		const robbed = world.bind({failpoint: async name => {
			if (name === 'inbound.part-committed' && ++pages === 1) await world.otherProgram(`update sync_leases set token = nextval('sync_fencing_tokens'), owner = 'thief'`);
		}});
		const outcome = await robbed.runSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full'});
		expect(outcome.failure).toMatchObject({code: 'SYNC_ALREADY_RUNNING'});
		expect(outcome.runs[0]?.children[0]?.counts.read).toBe(10);
		expect(await world.otherProgram('select poam_id, poc from ingestion_poams order by poam_id')).toEqual(before);
	});
});

describe('bad records', () => {
	test('become questions of their own, and the rest of the page goes on', async () => {
		await world.otherProgram('delete from sync_leases');
		await world.otherProgram(`update data_field_mappings set validation_rules = '[{"type": "max_length", "value": 3}]', mapping_version = mapping_version + 1
			where entity_type = 'poam' and internal_field_name = 'poc'`);
		const run = await world.sync('poam', 'full');
		expect(run.status).toBe('completed');
		expect(run.counts.rejected).toBe(run.counts.read - run.counts.unchanged - run.counts.updated);
		const open = await world.operations.listConflicts({status: 'pending', entityType: 'poam', reason: 'transform_failed'}, undefined, 100);
		expect(open.rows.length).toBe(run.counts.rejected);
		expect(open.rows.length).toBeGreaterThan(0);
	});

	test('close by themselves when the record passes again', async () => {
		await world.otherProgram(`update data_field_mappings set validation_rules = null, mapping_version = mapping_version + 1 where entity_type = 'poam' and internal_field_name = 'poc'`);
		await world.sync('poam', 'full');
		const open = await world.operations.listConflicts({status: 'pending', entityType: 'poam', reason: 'transform_failed'}, undefined, 100);
		expect(open.rows).toEqual([]);
	});
});
