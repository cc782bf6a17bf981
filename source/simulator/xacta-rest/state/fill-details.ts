import type {Pool, PoolClient} from 'pg';
import type {JsonObject} from '../../../core/json.js';
import type {Organization} from '../../organization.js';
import type {SystemControl} from '../../organization/control.js';
import type {OrganizationPoam} from '../../organization/poam.js';
import {Draw} from '../../random.js';
import {transact} from '../../transact.js';
import {emassSchemaSql, emassTriggersSql} from './emass-schema.js';

/** Adds to the tables what the API knows beside them, once, in one transaction; gives the key of an earlier start where there was one. */
export const fillDetails = (pool: Pool, organization: Organization, newKey: string): Promise<string> => transact(pool, async client => {
	// Two starts at once: the second waits, then finds the work done.
	await client.query("select pg_advisory_xact_lock(hashtext('emass'))");
	const {rows: [found]} = await client.query<{isThere: boolean}>(`select to_regclass('emass.settings') is not null as "isThere"`);
	return found?.isThere ? readKey(client) : fill(client, organization, newKey);
});

async function readKey(client: PoolClient): Promise<string> {
	const {rows: [settings]} = await client.query<{key: string}>('select api_key as key from emass.settings');
	return settings?.key ?? '';
}

async function fill(client: PoolClient, organization: Organization, key: string): Promise<string> {
	await client.query(emassSchemaSql);
	await client.query('insert into emass.settings values ($1)', [key]);
	const insert = async (statement: string, rows: readonly JsonObject[]) => void await client.query(statement, [JSON.stringify(rows)]);
	// In order, so that the numbers follow the organization; a row that is no longer there, or that nobody invented, is told by the join.
	await insert(`insert into emass.system_details (system_id, fields) select s.system_id, coalesce(d.fields, '{}')
		from systems s left join jsonb_to_recordset($1) as d(id text, place int, fields jsonb) on d.id = s.system_id order by d.place, s.system_id`, systemDetails(organization));
	await insert(`insert into emass.control_details (system_id, control_id, is_inherited, fields)
		select c.system_id, c.control_id, coalesce(d.is_inherited, false), coalesce(d.fields, '{}') from control_implementations c
		left join jsonb_to_recordset($1) as d(system text, id text, is_inherited boolean, fields jsonb) on d.system = c.system_id and d.id = c.control_id`, controlDetails(organization));
	await insert(`insert into emass.poam_details (poam_id, review_status, fields) select p.poam_id, coalesce(d.review, 'Not Approved'), coalesce(d.fields, '{}')
		from poams p left join jsonb_to_recordset($1) as d(id text, place int, review text, fields jsonb) on d.id = p.poam_id order by d.place, p.poam_id`, poamDetails(organization));
	await client.query(`insert into emass.milestone_details (milestone_id, created_by, created_at)
		select m.milestone_id, p.created_by, p.created_date at time zone 'UTC' from poam_milestones m join poams p using (poam_id) order by m.milestone_id`);
	await client.query(emassTriggersSql);
	return key;
}

const systemDetails = (organization: Organization): readonly JsonObject[] => organization.systems.map(system => {
	const level = `${system.baseline.charAt(0).toUpperCase()}${system.baseline.slice(1)}`;
	const draw = new Draw(organization.seed, 'emass system', system.index);
	return {
		id: system.systemId, place: system.index,
		fields: {acronym: system.acronym, confidentiality: level, integrity: level, availability: level, isHVA: draw.chance(0.2), currentRmfLifecycleStep: '6 - Monitor'},
	};
});

const controlDetails = (organization: Organization): readonly JsonObject[] => organization.systems.flatMap(system => organization.controlsOfSystem(system.index).map(controlDetail(organization.seed)));

const controlDetail = (seed: number) => (control: SystemControl): JsonObject => {
	const draw = new Draw(seed, 'emass control', control.index);
	return {
		system: control.systemId, id: control.controlId, is_inherited: draw.chance(0.06),
		fields: {
			controlDesignation: draw.weighted([['System-Specific', 7], ['Hybrid', 2], ['Common', 1]]), estimatedCompletionDate: control.nextAssessmentDate,
			slcmCriticality: 'Reviewed with the continuous monitoring strategy.', slcmMethod: draw.pick(['Automated', 'Semi-Automated', 'Manual']),
			slcmReporting: 'Monthly report to the ISSM.', slcmTracking: 'Tracked in the POA&M.', slcmComments: draw.chance(0.3) ? 'Scanner results are attached.' : 'None.',
			testMethod: draw.pick(['Test', 'Interview', 'Examine']),
		},
	};
};

function poamDetails(organization: Organization): readonly JsonObject[] {
	const rows: JsonObject[] = [];
	for (let index = 0; index < organization.counts.poams; index++) rows.push(poamDetail(organization, organization.poamAt(index)));
	return rows;
}

function poamDetail({seed, systems}: Organization, poam: OrganizationPoam): JsonObject {
	const draw = new Draw(seed, 'emass poam', poam.index);
	const levels = ['Low', 'Moderate', 'High'];
	const isClosed = poam.status === 'completed';
	return {
		id: poam.poamId, place: poam.index,
		review: isClosed ? 'Approved' : draw.weighted([['Not Approved', 55], ['Under Review', 15], ['Approved', 30]]),
		fields: {
			sourceIdentifyingVulnerability: poam.source, pocOrganization: systems[poam.systemIndex]?.responsibleOrganization ?? 'Unknown',
			pocEmail: poam.responsible.email, pocPhoneNumber: `555-01${String(draw.integer(0, 99)).padStart(2, '0')}`,
			securityChecks: poam.plugin === undefined ? null : String(poam.plugin.id),
			// The specification has words, clients were seen to send categories.
			rawSeverity: draw.pick(['I', 'II', 'III', ...levels]), relevanceOfThreat: draw.pick(levels), likelihood: poam.likelihood, impact: poam.impact,
			residualRiskLevel: draw.pick(levels), mitigations: poam.mitigation, recommendations: draw.chance(0.5) ? 'Patch in the next window.' : null,
			comments: isClosed ? 'Verified by a rescan.' : poam.milestoneChanges, cci: 'CCI-002605',
		},
	};
}
