import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Connector, ListRequest} from '../../../source/core/connector.js';
import type {Operations} from '../../../source/operations/operations.js';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let operations: Operations;
let listed: ListRequest[] = [];
beforeAll(async () => {
	world = await createSyncedWorld({poams: 30});
	await world.otherProgram('update sync_policies set batch_size = 10');
	const watched = (connector: Connector): Connector => ({...connector, list: request => {
		listed.push(request);
		return connector.list(request);
	}});
	operations = world.bind({}, watched);
});
afterAll(() => world[Symbol.asyncDispose]());

const poams = {systemName: 'Xacta 360', entityType: 'poam'} as const;
const run = async (scope: 'changes' | 'full') => (await operations.runSync({...poams, scope})).runs[0]?.children[0];

/** A pass over everything that stops after its first page. */
async function stopFull(): Promise<void> {
	const stop = new AbortController();
	await operations.runSync({...poams, scope: 'full'}, {
		signal: stop.signal,
		onProgress: ({counts}) => {
			if (counts.read > 0) stop.abort();
		},
	});
	listed = [];
}

test('a first load in full that stopped is gone on with by a run for changes, which would read the same', async () => {
	await stopFull();
	expect(await run('changes')).toMatchObject({status: 'completed', scope: 'full', counts: {read: 30, created: 30}});
	expect(listed[0]?.cursor).toBeDefined();
});

test('once everything was read, a run for changes asks for changes only, and says what it makes begin anew', async () => {
	await stopFull();
	const told: unknown[] = [];
	const {runs: [done]} = await operations.runSync({...poams, scope: 'changes'}, {onGiveWay: place => void told.push(place)});
	expect(done?.children).toMatchObject([{status: 'completed', scope: 'changes'}]);
	expect(listed[0]).toMatchObject({since: expect.anything()});
	expect(told).toMatchObject([{systemName: 'Xacta 360', entityType: 'poam', scope: 'full', read: 10}]);
	listed = [];
	expect(await run('full')).toMatchObject({status: 'completed', counts: {read: 30}});
	expect(listed[0]?.cursor).toBeUndefined();
});

test.each([[], ['--json']])('the command says how to go on with it instead, and stdout stays what it was asked to be (%j)', async (...flags) => {
	await stopFull();
	const {stdout, stderr} = await runParleyCommand(['sync', 'run', '--system', 'Xacta 360', '--entity', 'poam', ...flags], {operations: () => Promise.resolve(operations)});
	const told = /^Xacta 360 · poams: the full run [0-9a-f]{8}, which stopped after 10 records, begins anew after this run\. .*: Ctrl-C, then parley sync resume --system "Xacta 360" --entity poam\n/;
	expect(flags.length === 0 ? stdout : stderr).toMatch(told);
	if (flags.length > 0) expect(JSON.parse(stdout)).toHaveProperty('runs');
});

test('a run of a part leaves the place alone, and says nothing of it', async () => {
	await stopFull();
	const told: unknown[] = [];
	await operations.runSync({...poams, selection: {kind: 'since', at: new Date()}}, {onGiveWay: place => void told.push(place)});
	expect(told).toEqual([]);
	listed = [];
	await run('full');
	expect(listed[0]?.cursor).toBeDefined();
});
