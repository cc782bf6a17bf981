import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Operation} from '../../../source/core/operation.js';
import type {SyncRequest} from '../../../source/operations/run-sync.js';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const onXacta = {systemName: 'Xacta 360'};
const parley = (...args: readonly string[]) => runParleyCommand(args, {operations: () => Promise.resolve(world.operations)});

/** Runs until `isEnough` says so of a pair, and stops there as by Ctrl-C. */
async function runUntil(request: SyncRequest, isEnough: (operation: Operation) => boolean): Promise<Operation> {
	const stop = new AbortController();
	const {runs: [run]} = await world.operations.runSync(request, {
		signal: stop.signal,
		onProgress: operation => {
			if (isEnough(operation)) stop.abort();
		},
	});
	if (run === undefined) throw new Error('Nothing was run.');
	return run.operation;
}

test('a whole run that was stopped after its first pair is gone on with in the pairs that it had not come to, once', async () => {
	const {id, entityTypes} = await runUntil({...onXacta, scope: 'full'}, ({status}) => status === 'completed');
	expect(entityTypes).toEqual(['system', 'control', 'poam']);
	const resumed = await parley('sync', 'resume');
	expect(resumed).toMatchObject({exitCode: 0, stderr: ''});
	for (const plural of ['controls', 'poams']) {
		expect(resumed.stdout).toContain(`Xacta 360 · ${plural}: beginning, because the full run ${id.slice(0, 8)} did not come to them\n`);
		expect(resumed.stdout).toMatch(new RegExp(`● completed {2}Xacta 360 · ${plural}`));
	}
	expect(resumed.stdout).not.toContain('Xacta 360 · systems');
	expect((await parley('sync', 'resume')).stdout).toMatch(/^No run was interrupted/);
});

test('a pair that another run has come to since is left out', async () => {
	await runUntil(onXacta, ({status}) => status === 'completed');
	await world.sync('control');
	const {resumed} = await world.operations.resumeSync(onXacta);
	expect(resumed).toMatchObject([{entityType: 'poam', from: 'unreached', scope: 'changes', read: 0}]);
});

const externalIds = ['POAM-0000-0000', 'POAM-0001'];
test.each([
	[{kind: 'ids', externalIds}, /· 2 records by id \(POAM-0000-0000, POAM-0001\) · by sam/],
	[{kind: 'since', at: new Date('2026-11-20T14:00:30Z')}, /· what changed since 2026-11-20 14:00 UTC · by sam/],
] as const)('a run of a part that was stopped is shown as that, and gone on with for the same part (%#)', async (selection, shown) => {
	const {id, status} = await runUntil({...onXacta, entityType: 'poam', selection}, () => true);
	expect(status).toBe('cancelled');
	expect((await parley('operations', 'show', id)).stdout).toMatch(shown);
	const {resumed, runs} = await world.operations.resumeSync(onXacta);
	expect(resumed).toMatchObject([{entityType: 'poam', from: 'part', selection}]);
	expect(runs.flatMap(run => [run.operation, ...run.children]).map(({part}) => part)).toEqual([selection, selection]);
	expect(await world.operations.resumeSync(onXacta)).toMatchObject({resumed: []});
});

test('a replay that died says how it is begun again, and is not taken for a run of changes', async () => {
	const {id} = await runUntil({...onXacta, entityType: 'poam', selection: {kind: 'ids', externalIds}}, () => true);
	await world.otherProgram(`update ingestion_batches set metadata = metadata || '{"part": {"kind": "rejected"}}' where batch_id = $1 or parent_operation_id = $1`, [id]);
	const {stdout, exitCode} = await parley('sync', 'resume');
	expect(exitCode).toBe(5);
	expect(stdout).toContain('parley rejected replay --all --system "Xacta 360" --entity poam\n');
	expect((await parley('operations', 'list')).stdout).toMatch(new RegExp(`${id.slice(0, 8)} .* replay `));
	await world.sync('poam');
});

test('what a row holds of a part that nobody can read is left aside', async () => {
	const {id} = await world.sync('poam');
	await world.otherProgram(`update ingestion_batches set metadata = metadata || '{"part": {"kind": "since", "at": "soon"}, "entityTypes": ["thing"]}' where batch_id = $1`, [id]);
	const {operation} = await world.operations.getOperation(id);
	expect([operation.part, operation.entityTypes]).toEqual([undefined, undefined]);
});
