import {giveOut, listOngoing} from './ongoing-poams.js';
import {createSyncedWorld, type SyncedWorld} from './synced-world.js';

/** A world of one system whose ongoing POA&Ms leave; `takeId` gives each of them once. */
export async function createPushingWorld(size: {readonly poams?: number} = {}): Promise<{readonly world: SyncedWorld; readonly takeId: () => string}> {
	const world = await createSyncedWorld({systems: 1, ...size});
	await world.sync('system');
	await world.sync('poam');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
	return {world, takeId: giveOut(await listOngoing(world))};
}
