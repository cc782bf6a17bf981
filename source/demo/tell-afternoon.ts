import pg from 'pg';
import {personAt} from '../simulator/organization/person.js';
import {inDays, type StoryCounts, type StoryParts} from './tell-story.js';

/** How many edits were made over there. */
export type AfternoonCounts = Pick<StoryCounts, 'xacta' | 'tenable'>;

/**
 * What people over there did after the last sync, and nobody here knows of yet: a plan tells it before anything is written.
 * Some of it only they changed, some of it we changed as well, and one of them came to our value by himself.
 */
export async function tellAfternoon(parts: StoryParts): Promise<AfternoonCounts> {
	const ours = new pg.Client({connectionString: parts.databaseUrl, application_name: 'parley demo'});
	await ours.connect();
	try {
		return {xacta: await editPoams(parts, ours), tenable: await retagAssets(parts, ours)};
	} finally {
		await ours.end();
	}
}

const isWaiting = (entityType: string, condition = 'true'): string =>
	`exists (select from sync_conflicts c where c.entity_type = '${entityType}' and c.internal_id = r.id and c.resolution_status = 'pending' and ${condition})`;
const isOwed = (entityType: string, condition = 'true'): string =>
	`exists (select from sync_internal_edits e where e.entity_type = '${entityType}' and e.internal_id = r.id and ${condition})`;

async function editPoams({xacta, organization}: StoryParts, ours: pg.Client): Promise<number> {
	type Poam = {readonly id: string; readonly date: string; readonly poc: string};
	const find = async (condition: string, limit: number): Promise<readonly Poam[]> => (await ours.query<Poam>(`
		select r.xacta_poam_id as id, to_char(r.scheduled_completion, 'YYYY-MM-DD') as date, r.poc from ingestion_poams r
		where r.status = 'ongoing' and r.approval_status is distinct from 'approved' and r.scheduled_completion is not null and ${condition}
		order by r.poam_id limit ${limit}`)).rows;
	const untouched = await find(`not ${isWaiting('poam')} and not ${isOwed('poam')}`, 7);
	const owed = await find(`not ${isWaiting('poam')} and ${isOwed('poam', "e.field = 'poc'")}`, 1);
	const asked = await find(isWaiting('poam', "c.field_name = 'poc'"), 1);
	const someone = (index: number) => personAt(organization.seed, 300 + index).name;
	const edits = [
		...untouched.map(({id, date}, index) => () => (index < 4 ? xacta.people.moveCompletion(id, inDays(date, 45)) : xacta.people.reassign(id, someone(index)))),
		...owed.map(({id}) => () => xacta.people.reassign(id, someone(20))),
		...asked.map(({id, poc}) => () => xacta.people.reassign(id, poc)),
	];
	let done = 0;
	for (const edit of edits) {
		if ((await edit()) !== undefined) done += 1;
	}
	return done;
}

async function retagAssets({tenable, organization}: StoryParts, ours: pg.Client): Promise<number> {
	const find = async (condition: string, limit: number) => (await ours.query<{id: string}>(`
		select r.tenable_asset_uuid as id from ingestion_assets r where r.tenable_asset_uuid is not null and r.technical_owner is not null and ${condition}
		order by r.hostname limit ${limit}`)).rows;
	const untouched = await find(`not ${isWaiting('asset')} and not ${isOwed('asset')}`, 3);
	const owed = await find(`not ${isWaiting('asset')} and ${isOwed('asset', "e.field = 'technical_owner'")}`, 1);
	const retagged = [...untouched, ...owed];
	for (const [index, {id}] of retagged.entries()) {
		tenable.edit({action: 'retag', asset: id, category: 'Technical Owner', value: personAt(organization.seed, 340 + index).name, by: personAt(organization.seed, 380 + index).name});
	}
	return retagged.length;
}
