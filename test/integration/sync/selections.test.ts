import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 40});
	await world.sync('poam');
	await world.otherProgram(`update sync_policies set batch_size = 10 where entity_type = 'poam'`);
});
afterAll(() => world[Symbol.asyncDispose]());

const parley = (...argv: readonly string[]) => runParleyCommand(argv, {operations: () => Promise.resolve(world.operations)});
const onPoams = ['--system', 'Xacta 360', '--entity', 'poam'] as const;
let round = 0;
/** Two POA&Ms that were just reassigned over there, to a name of their own each time. */
const editable = async (): Promise<readonly [string, string]> => {
	const rows = await world.otherProgram<{poam_id: string}>(`select poam_id from ingestion_poams where status <> 'Completed' order by poam_id desc`);
	const ids: string[] = [];
	round += 1;
	for (const {poam_id: id} of rows) {
		if (ids.length < 2 && (await world.xacta.people.reassign(id, `Somebody ${round}.${ids.length}`)) !== undefined) ids.push(id);
	}
	return [ids[0] ?? '', ids[1] ?? ''];
};
const poc = async (poamId: string) => (await world.otherProgram<{poc: string}>('select poc from ingestion_poams where poam_id = $1', [poamId]))[0]?.poc;
const checkpoint = async () => (await world.otherProgram(`select watermark, last_completed_at from sync_checkpoints where entity_type = 'poam' and direction = 'inbound'`))[0];

describe('a run of some records', () => {
	test('takes those, leaves the others, and moves no watermark', async () => {
		const [one, other] = await editable();
		const before = await checkpoint();
		const run = await parley('sync', 'run', ...onPoams, '--ids', `${one},${one}`);
		expect(run).toMatchObject({exitCode: 0, stderr: ''});
		expect(run.stdout).toContain('read 1 = unchanged 0 + created 0 + updated 1');
		expect(await poc(one)).toBe('Somebody 1.0');
		expect(await poc(other)).not.toBe('Somebody 1.1');
		expect(await checkpoint()).toEqual(before);
		expect((await world.sync('poam')).counts.updated).toBe(1);
		expect(await poc(other)).toBe('Somebody 1.1');
	});

	test('says which of them the other side does not have', async () => {
		const run = await parley('sync', 'run', ...onPoams, '--ids', 'POAM-0000-0000');
		expect(run.exitCode).toBe(1);
		expect(run.stdout).toContain('Xacta 360 has no poam "POAM-0000-0000".');
		expect(await world.otherProgram('select * from sync_conflicts')).toEqual([]);
	});

	test('asks about one that was deleted there, once', async () => {
		const [gone] = await world.otherProgram<{poam_id: string}>('select poam_id from ingestion_poams order by poam_id limit 1');
		await world.xacta.people.delete(gone?.poam_id ?? '');
		for (let time = 0; time < 2; time++) await parley('sync', 'run', ...onPoams, '--ids', gone?.poam_id ?? '');
		expect(await world.otherProgram('select entity_id, conflict_type, reason from sync_conflicts')).toEqual([{entity_id: gone?.poam_id, conflict_type: 'missing_record', reason: 'vanished'}]);
	});

	test('since a time takes what changed there since, and moves no watermark', async () => {
		const [one] = await editable();
		const before = await checkpoint();
		const run = await parley('sync', 'run', ...onPoams, '--since', '1h', '--json');
		expect(run.exitCode).toBe(0);
		expect(JSON.parse(run.stdout)).toMatchObject({runs: [{children: [{direction: 'inbound', counts: {updated: 2}}]}]});
		expect(await poc(one)).toBe('Somebody 2.0');
		expect(await checkpoint()).toEqual(before);
	});

	test.each([
		[['--ids', 'a'], /Give --system and --entity too/],
		[['--full', '--since', '1h'], /--full and --since do not go together/],
		[['--since', 'yesterday'], /"yesterday" is none/],
		[['--since', '2999-01-01'], /takes a time in the past/],
		[[...onPoams, '--ids', ' , '], /names no record/],
	])('%j is refused', async (flags, message) => {
		const run = await parley('sync', 'run', ...flags);
		expect(run.exitCode).toBe(2);
		expect(run.stderr).toMatch(message);
	});
});

describe('sync resume', () => {
	test('goes on with a run of everything that was stopped, and says so', async () => {
		const stop = new AbortController();
		await world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full'}, {
			signal: stop.signal,
			onProgress: operation => {
				if (operation.counts.read >= 20) stop.abort();
			},
		});
		const run = await parley('sync', 'resume', '--system', 'Xacta 360');
		expect(run.exitCode).toBe(0);
		expect(run.stdout).toMatch(/^Xacta 360 · poams: going on with the full run [0-9a-f]{8} after 20 records\n/);
		expect(run.stdout).toMatch(/● completed {2}Xacta 360 · poams/);
	});

	test('does nothing where nothing was interrupted', async () => {
		expect(await parley('sync', 'resume')).toMatchObject({exitCode: 0, stdout: 'No run was interrupted: there is nothing to go on with. "parley sync run" begins anew.\n'});
	});
});

describe('the commands about plans', () => {
	test('make one, show it record by record, apply it, and refuse it the second time with 5', async () => {
		const [one] = await editable();
		const made = await parley('sync', 'run', '--plan', ...onPoams);
		expect(made.exitCode).toBe(0);
		const id = /parley sync apply ([0-9a-f]{8})/.exec(made.stdout)?.[1] ?? '';
		const shown = await parley('plans', 'show', id, '--kind', 'updated');
		expect(shown.stdout).toContain(`updated     ${one}`);
		expect((await parley('plans', 'list')).stdout).toMatch(new RegExp(`^ID +SCOPE.*\\n${id} +changes`));
		expect((await parley('sync', 'apply', id)).stdout).toMatch(/^● completed {2}Xacta 360 · poams/);
		expect((await parley('plans', 'show', id)).stdout).toContain('applied by sam');
		const again = await parley('sync', 'apply', id);
		expect(again.exitCode).toBe(5);
		expect(again.stderr).toContain('was applied by sam already');
	});

	test('with JSON give the whole plan to a program', async () => {
		const made = await parley('sync', 'run', '--plan', ...onPoams, '--ids', 'POAM-0000-0000', '--json');
		expect(JSON.parse(made.stdout)).toMatchObject({request: {selection: {kind: 'ids'}}, pairs: [{counts: {filtered: 1}, problems: ['Xacta 360 has no poam "POAM-0000-0000".']}]});
	});
});
