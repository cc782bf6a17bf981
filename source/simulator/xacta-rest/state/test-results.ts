import type {FieldValues} from '../rules/read-fields.js';
import {complianceStatus, toStored} from '../words.js';
import type {ControlRow, Sql} from './queries.js';
import type {Hand} from './write-poam.js';

export type TestResultRow = {
	readonly number: number;
	readonly acronym: string;
	readonly procedure: string;
	readonly testedBy: string;
	readonly testDate: string;
	readonly description: string;
	readonly complianceStatus: string;
};

export type TestResultFilter = {readonly acronyms?: readonly string[] | undefined; readonly procedures?: readonly string[] | undefined; readonly latestOnly: boolean};

/** Oldest first; with `latestOnly` the last of each procedure. */
export async function readTestResults(sql: Sql, systemId: string, {acronyms, procedures, latestOnly}: TestResultFilter): Promise<readonly TestResultRow[]> {
	const {rows} = await sql.query<TestResultRow>(`
		select number::float8 as number, control_id as acronym, procedure, tested_by as "testedBy", test_date::text as "testDate", description, compliance_status as "complianceStatus"
		from emass.test_results r where system_id = $1 and ($2::text[] is null or control_id = any($2)) and ($3::text[] is null or procedure = any($3))
			and (not $4 or not exists (select from emass.test_results later where later.system_id = r.system_id and later.procedure = r.procedure and later.number > r.number))
		order by number`, [systemId, acronyms ?? null, procedures ?? null, latestOnly]);
	return rows;
}

/** Adds a result and what follows from it: the control's status, and the assessment in the tables. Nothing that was there changes. */
export async function addTestResult({client, codec, now, by}: Hand, systemId: string, control: ControlRow, values: FieldValues): Promise<void> {
	const day = codec.toDay(Number(values['testDate']));
	const word = String(values['complianceStatus']);
	const status = toStored(complianceStatus, word, control.assessmentStatus);
	await client.query('insert into emass.test_results (system_id, control_id, procedure, tested_by, test_date, description, compliance_status) values ($1, $2, $3, $4, $5, $6, $7)',
		[systemId, control.controlId, values['assessmentProcedure'], values['testedBy'], day, values['description'], word]);
	await client.query('update control_implementations set assessment_status = $3, last_assessment_date = $4, updated_date = $5, updated_by = $6 where system_id = $1 and control_id = $2',
		[systemId, control.controlId, status, day, now.toISOString(), by]);
	await client.query(`update emass.control_details set fields = fields || jsonb_build_object('complianceStatus', $3::text) where system_id = $1 and control_id = $2`, [systemId, control.controlId, word]);
	if (status === null) return;
	await client.query('insert into control_assessments (system_id, control_id, assessment_date, assessor_name, assessment_result, finding_details) values ($1, $2, $3, $4, $5, $6)',
		[systemId, control.controlId, day, values['testedBy'], status, values['description']]);
}
