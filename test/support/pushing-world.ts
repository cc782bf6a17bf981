import {createSyncedWorld, type SyncedWorld} from './synced-world.js';

/** A world of one system whose ongoing POA&Ms leave: their ids are in `ids`, in order. */
export async function createPushingWorld(): Promise<{readonly world: SyncedWorld; readonly ids: string[]}> {
	const world = await createSyncedWorld({systems: 1});
	await world.sync('system');
	await world.sync('poam');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
	const rows = await world.otherProgram<{poam_id: string}>(`select poam_id from ingestion_poams where status = 'ongoing' order by poam_id`);
	return {world, ids: rows.map(row => row.poam_id)};
}
