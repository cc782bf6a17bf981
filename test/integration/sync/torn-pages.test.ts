import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import type {FailpointName} from '../../../source/core/process/failpoint.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

const total = 40;
const pageSize = 10;

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({poams: total});
	await world.otherProgram(`update sync_policies set batch_size = ${pageSize} where entity_type = 'poam'`);
	await world.sync('system');
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
	await world.otherProgram('truncate ingestion_poams, sync_links, sync_checkpoints, sync_internal_edits cascade');
});

/** A run whose third page fails at that place. */
async function breakOff(place: FailpointName): Promise<void> {
	let passed = 0;
	const operations = world.bind({
		failpoint: name => {
			passed += name === place ? 1 : 0;
			return name === place && passed === 3 ? Promise.reject(new Error(`broken off at ${place}`)) : Promise.resolve();
		},
	});
	const outcome = await operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full'});
	expect(outcome.failure).toMatchObject({message: `broken off at ${place}`});
}

/** Rows, their links, and what the checkpoint says that was read. */
const standing = async () => (await world.otherProgram<{rows: number; links: number; read: number}>(`
	select (select count(*)::int from ingestion_poams) as rows, (select count(*)::int from sync_links where entity_type = 'poam') as links,
		(select (counts->>'read')::int from sync_checkpoints where entity_type = 'poam' and direction = 'inbound') as read`))[0];

/** Whether the page that broke off had been committed. */
const places = [
	['inbound.part-fenced', 2], ['inbound.part-applied', 2], ['inbound.part-counted', 2], ['inbound.part-checked', 2], ['inbound.part-committed', 3],
] as const;

test.each(places)('a run that breaks off at %s leaves whole pages, and the next one misses none', async (place, pages) => {
	await breakOff(place);
	expect(await standing()).toEqual({rows: pages * pageSize, links: pages * pageSize, read: pages * pageSize});
	const rest = await world.sync('poam', 'full');
	expect(rest).toMatchObject({status: 'completed', counts: {read: total, created: total}});
	expect(await standing()).toMatchObject({rows: total, links: total});
});
