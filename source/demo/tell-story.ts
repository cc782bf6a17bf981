import pg from 'pg';
import type {Organization} from '../simulator/organization.js';
import {personAt} from '../simulator/organization/person.js';
import type {TenableSimulator} from '../simulator/tenable/start-tenable-simulator.js';
import type {XactaSimulator} from '../simulator/xacta/start-xacta-simulator.js';

export type StoryParts = {
	readonly databaseUrl: string;
	readonly organization: Organization;
	readonly tenable: TenableSimulator;
	readonly xacta: XactaSimulator;
};

/** How many edits were made on each side. */
export type StoryCounts = {readonly ours: number; readonly xacta: number; readonly tenable: number};

type Poam = {readonly poam_id: string; readonly xacta_poam_id: string; readonly scheduled_completion: string};

/**
 * A morning's work of people on both sides, who do not know of each other: some change what only they know, some the same
 * field of the same record. Our side is edited as another program would, by plain SQL.
 */
export async function tellStory(parts: StoryParts): Promise<StoryCounts> {
	const ours = new pg.Client({connectionString: parts.databaseUrl, application_name: 'app_rasdash', options: '-c TimeZone=UTC'});
	await ours.connect();
	try {
		const poams = await editPoams(parts, ours);
		const controls = await editControls(parts, ours);
		const assets = await editAssets(parts, ours);
		return {ours: poams.ours + controls.ours + assets.ours, xacta: poams.xacta + controls.xacta, tenable: assets.tenable};
	} finally {
		await ours.end();
	}
}

export const inDays = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

async function editPoams({xacta, organization}: StoryParts, ours: pg.Client): Promise<{readonly ours: number; readonly xacta: number}> {
	const {rows} = await ours.query<Poam>(`
		select poam_id, xacta_poam_id, to_char(scheduled_completion, 'YYYY-MM-DD') as scheduled_completion from ingestion_poams
		where status = 'ongoing' and approval_status is distinct from 'approved' and scheduled_completion is not null order by poam_id`);
	const someone = (index: number) => personAt(organization.seed, index).name;
	let theirEdits = 0;
	let ourEdits = 0;
	const theirs = async (edit: Promise<unknown>) => {
		if ((await edit) !== undefined) theirEdits += 1;
	};
	const set = async (poam: Poam, column: 'scheduled_completion' | 'poc' | 'risk_rating' | 'mitigation_strategy', value: string) => {
		const {rowCount} = await ours.query(`update ingestion_poams set ${column} = $2 where poam_id = $1`, [poam.poam_id, value]);
		ourEdits += rowCount ?? 0;
	};
	for (const [index, poam] of rows.entries()) {
		const id = poam.xacta_poam_id;
		if (index < 12) {
			await theirs(xacta.people.moveCompletion(id, inDays(poam.scheduled_completion, 60)));
			await set(poam, 'scheduled_completion', inDays(poam.scheduled_completion, 30));
		} else if (index < 20) {
			await theirs(xacta.people.reassign(id, someone(index)));
			await set(poam, 'poc', someone(index + 100));
		} else if (index < 25) {
			await theirs(xacta.people.rate(id, 'high'));
			await set(poam, 'risk_rating', 'low');
		} else if (index < 28) {
			await theirs(xacta.people.noteMilestoneChange(id, 'The vendor has confirmed the patch.'));
			await theirs(xacta.people.reassign(id, someone(index)));
		} else if (index < 31) {
			await set(poam, 'poc', someone(index + 100));
		}
	}
	return {ours: ourEdits, xacta: theirEdits};
}

async function editControls({xacta}: StoryParts, ours: pg.Client): Promise<{readonly ours: number; readonly xacta: number}> {
	const {rows} = await ours.query<{system_id: string; control_id: string; implementation_status: string}>(`
		select system_id, control_id, implementation_status from ingestion_controls
		where implementation_status is not null order by system_id, control_id limit 14`);
	let theirEdits = 0;
	let ourEdits = 0;
	for (const [index, {system_id: systemId, control_id: controlId, implementation_status: status}] of rows.entries()) {
		const theirStatus = status === 'implemented' ? 'partially_implemented' : 'implemented';
		const done = await xacta.people.changeControl(systemId, controlId, index < 6 ? {implementation_status: theirStatus} : {responsible_role: 'ISSO'});
		if (done !== undefined) theirEdits += 1;
		if (index >= 6) continue;
		const ourStatus = status === 'not_implemented' ? 'partially_implemented' : 'not_implemented';
		const {rowCount} = await ours.query('update ingestion_controls set implementation_status = $3 where system_id = $1 and control_id = $2', [systemId, controlId, ourStatus === theirStatus ? 'planned' : ourStatus]);
		ourEdits += rowCount ?? 0;
	}
	return {ours: ourEdits, xacta: theirEdits};
}

async function editAssets({tenable, organization}: StoryParts, ours: pg.Client): Promise<{readonly ours: number; readonly tenable: number}> {
	const {rows} = await ours.query<{asset_uuid: string; tenable_asset_uuid: string}>(`
		select asset_uuid, tenable_asset_uuid from ingestion_assets where tenable_asset_uuid is not null and business_owner is not null order by hostname limit 30`);
	const someone = (index: number) => personAt(organization.seed, index).name;
	let theirEdits = 0;
	let ourEdits = 0;
	const set = async (uuid: string, column: 'business_owner' | 'criticality_rating' | 'technical_owner', value: string) => {
		const {rowCount} = await ours.query(`update ingestion_assets set ${column} = $2 where asset_uuid = $1`, [uuid, value]);
		ourEdits += rowCount ?? 0;
	};
	const retag = (asset: string, category: string, value: string, by: string) => {
		tenable.edit({action: 'retag', asset, category, value, by});
		theirEdits += 1;
	};
	for (const [index, {asset_uuid: uuid, tenable_asset_uuid: asset}] of rows.entries()) {
		if (index < 8) {
			retag(asset, 'Business Owner', someone(index), someone(index + 50));
			await set(uuid, 'business_owner', someone(index + 200));
		} else if (index < 20) {
			retag(asset, 'Technical Owner', someone(index), someone(index + 50));
		} else if (index < 24) {
			tenable.edit({action: 'acr', asset, score: 1 + (index % 10), by: someone(index)});
			theirEdits += 1;
		} else {
			await set(uuid, 'technical_owner', someone(index + 200));
		}
	}
	return {ours: ourEdits, tenable: theirEdits};
}
