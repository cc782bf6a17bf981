import type {SyncedWorld} from './synced-world.js';

/** The ids of our ongoing POA&Ms, in order. */
export const listOngoing = async ({otherProgram}: Pick<SyncedWorld, 'otherProgram'>): Promise<readonly string[]> =>
	(await otherProgram<{poam_id: string}>(`select poam_id from ingestion_poams where status = 'ongoing' order by poam_id`)).map(row => row.poam_id);

/** Gives each id once, so that no test meets what another has left. A test that got none might pass about nothing. */
export function giveOut(ids: readonly string[]): () => string {
	const left = [...ids];
	return () => {
		const id = left.shift();
		if (id === undefined) throw new Error('The world has too few POA&Ms: none is left for this test.');
		return id;
	};
}
