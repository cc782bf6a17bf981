import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let total: number;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 30});
	({poams: total} = await world.xacta.ledger());
	// Small pages: the guard looks at pages of twenty and more.
	await world.otherProgram(`update sync_policies set batch_size = 10 where entity_type = 'poam'`);
});
afterAll(() => world[Symbol.asyncDispose]());

const parley = (...argv: readonly string[]) => runParleyCommand(argv, {operations: () => Promise.resolve(world.operations)});
/** Names longer than this are refused from now on. */
const setLimit = (length: number | undefined) => world.otherProgram(
	`update data_field_mappings set validation_rules = $1, mapping_version = mapping_version + 1 where entity_type = 'poam' and internal_field_name = 'poc'`,
	[length === undefined ? null : JSON.stringify([{type: 'max_length', value: length}])]);
const rejected = async () => (await world.operations.listConflicts({status: 'pending', entityType: 'poam', reason: 'transform_failed'}, undefined, 1000)).rows;
const count = async (table: string) => (await world.otherProgram<{n: number}>(`select count(*)::int as n from ${table}`))[0]?.n;

describe('records that could not be taken', () => {
	test('are listed with the rule that each failed, and shown as they came', async () => {
		await setLimit(3);
		const run = await world.sync('poam');
		expect(run.counts.rejected).toBeGreaterThan(20);
		const list = await parley('rejected', 'list', '--entity', 'poam', '--limit', '1000');
		expect(list.stdout.split('\n').filter(line => line.includes('is longer than 3'))).toHaveLength(run.counts.rejected);
		const [first] = await rejected();
		const shown = await parley('rejected', 'show', String(first?.id));
		expect(shown.stdout).toMatch(/validate +responsible_individual → poc: .* is longer than 3\./);
		expect(shown.stdout).toContain(`"poam_id": "${first?.externalEntityId}"`);
	});

	test('stay on the list when they fail again, with the failure of today', async () => {
		await setLimit(4);
		const [first] = await rejected();
		const replay = await parley('rejected', 'replay', String(first?.id));
		expect(replay).toMatchObject({exitCode: 0});
		expect(replay.stdout).toContain('read 1 = unchanged 0 + created 0 + updated 0 + conflicting 0 + rejected 1');
		expect((await parley('rejected', 'show', String(first?.id))).stdout).toContain('is longer than 4.');
	});

	test('are taken one by one once the mapping lets them pass', async () => {
		await setLimit(undefined);
		const before = await rejected();
		const [first] = before;
		const rows = await count('ingestion_poams');
		const replay = await parley('rejected', 'replay', String(first?.id), '--json');
		expect(JSON.parse(replay.stdout)).toMatchObject({runs: [{operation: {status: 'completed', part: {kind: 'rejected'}}, children: [{part: {kind: 'rejected'}, counts: {read: 1, created: 1}, conflictsConverged: 1}]}]});
		expect(await rejected()).toHaveLength(before.length - 1);
		expect(await count('ingestion_poams')).toBe((rows ?? 0) + 1);
		const again = await parley('rejected', 'replay', String(first?.id));
		expect(again).toMatchObject({exitCode: 5, stderr: expect.stringContaining('does not wait any more: it is resolved')});
	});

	test('are put aside for good with a reason, and not asked about again until they change', async () => {
		const [first] = await rejected();
		expect((await parley('rejected', 'discard', String(first?.id))).exitCode).toBe(2);
		await parley('rejected', 'discard', String(first?.id), '--reason', 'a test record of theirs');
		expect((await parley('rejected', 'list', '--status', 'ignored')).stdout).toContain(first?.externalEntityId);
		expect((await parley('rejected', 'show', String(first?.id))).stdout).toMatch(new RegExp(`To take that back: parley conflicts undo ${first?.id}\n$`));
		expect((await parley('conflicts', 'undo', String(first?.id))).stdout).toBe('undone: nothing else had been changed, and the conflict is pending\n');
		expect((await parley('rejected', 'show', String(first?.id))).stdout).toMatch(new RegExp(`parley rejected replay ${first?.id} · or: parley rejected discard ${first?.id} --reason TEXT\n$`));
		await parley('rejected', 'discard', String(first?.id), '--reason', 'a test record of theirs');
		await setLimit(3);
		await world.sync('poam', 'full');
		expect((await rejected()).map(({externalEntityId}) => externalEntityId)).not.toContain(first?.externalEntityId);
		expect((await world.operations.listAudit({targetType: 'conflict', targetId: String(first?.id)}, undefined, 10)).rows).toMatchObject(['rejected.discard', 'conflict.undo', 'rejected.discard'].map(action => ({action, actor: 'sam'})));
		await setLimit(5);
		await world.sync('poam', 'full');
		expect((await rejected()).map(({externalEntityId}) => externalEntityId)).toContain(first?.externalEntityId);
	});

	test('are taken all at once, and everything is then as if they had never failed', async () => {
		await setLimit(undefined);
		const replay = await parley('rejected', 'replay', '--all', '--entity', 'poam');
		expect(replay.exitCode).toBe(0);
		expect(await rejected()).toEqual([]);
		const [taken] = (await world.operations.listConflicts({status: 'resolved', reason: 'transform_failed'}, undefined, 1)).rows;
		expect((await parley('rejected', 'show', String(taken?.id))).stdout).toMatch(/It does not wait any more: parley conflicts show \d+ says how that came\.\n$/);
		expect(await count('ingestion_poams')).toBe(total);
		expect((await world.sync('poam', 'full')).counts).toMatchObject({read: total, unchanged: total});
		const {checks} = await world.operations.verify({isDeep: true});
		expect(checks.filter(check => check.broken > 0).map(({name, sample}) => ({name, sample}))).toEqual([]);
		expect((await parley('rejected', 'replay', '--all')).stdout).toContain('No rejected records match.');
	});

	test.each([['show', '999999'], ['replay', '999999'], ['discard', '999999', '--reason', 'none']])('what there is none of is named as it was asked for: %s %s', async (...argv) => {
		expect(await parley('rejected', ...argv)).toMatchObject({exitCode: 2, stderr: expect.stringMatching(/There is no rejected record 999999\.\n +Next: See "parley rejected list"/)});
	});

	test.each([[['rejected', 'replay']], [['rejected', 'replay', '1', '--all']], [['rejected', 'show', '999999']]])('%j is refused', async argv => {
		expect((await parley(...argv)).exitCode).toBe(2);
	});
});
