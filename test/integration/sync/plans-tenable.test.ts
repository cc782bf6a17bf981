import {afterAll, beforeAll, expect, test} from 'vitest';
import type {EntityType} from '../../../source/core/entity.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';

let world: SyncedWorld;
let tenable: SyncedTenable;
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 1, assets: 6, findings: 20});
	tenable = await connectTenable(world);
});
afterAll(async () => {
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

/** Plans, and does what was planned; gives the counts of both. The calls that this took are those of the run and of its part. */
async function planAndApply(entityType: EntityType) {
	const made = await world.operations.planSync({systemName: 'Tenable.io', entityType, scope: 'changes', selection: undefined});
	const {operations} = await world.operations.applyPlan({id: made.id, clearsGuards: false});
	const [run, part] = [operations.find(({parentId}) => parentId === undefined), operations.find(operation => operation.entityType === entityType)];
	expect(part?.calls).toBeGreaterThan(0);
	expect(run?.calls).toBe(part?.calls);
	return {planned: made.pairs[0]?.counts, done: part?.counts};
}

test.each([['asset', 6], ['vulnerability', 20]] as const)('a plan of exported %s records can be applied', async (entityType, count) => {
	const {planned, done} = await planAndApply(entityType);
	expect(planned).toMatchObject({read: count, created: count, rejected: 0});
	expect(done).toEqual(planned);
	expect((await tenable.sync(entityType, 'full')).inbound?.counts).toMatchObject({read: count, unchanged: count});
});

test('a plan of exported records that people changed can be applied', async () => {
	const [asset] = await world.otherProgram<{asset_uuid: string}>('select asset_uuid from ingestion_assets order by id limit 1');
	tenable.simulator.edit({action: 'set', asset: asset?.asset_uuid ?? '', fields: {hostnames: ['renamed-7']}});
	const {planned, done} = await planAndApply('asset');
	expect(planned).toMatchObject({updated: 1});
	expect(done).toEqual(planned);
	expect(await world.otherProgram(`select asset_uuid from ingestion_assets where hostname = 'renamed-7'`)).toEqual([asset]);
});
