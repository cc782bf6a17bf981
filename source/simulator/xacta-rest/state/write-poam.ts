import type {PoolClient} from 'pg';
import type {FieldValue, FieldValues} from '../rules/read-fields.js';
import type {SentMilestone} from '../rules/poam-rules.js';
import type {DateCodec} from '../unix-date.js';
import {poamSeverity, poamStatus, toStored} from '../words.js';
import type {PoamRow} from './queries.js';

/** Who writes, when, and how days are told. */
export type Hand = {readonly client: PoolClient; readonly codec: DateCodec; readonly now: Date; readonly by: string};

/** What the tables hold themselves; every other field goes to `fields`. */
const inColumns: ReadonlySet<string> = new Set(['status', 'vulnerabilityDescription', 'resources', 'scheduledCompletionDate', 'completionDate', 'controlAcronym']);

const toDay = ({codec}: Hand, value: FieldValue | undefined): string | null => (typeof value === 'number' ? codec.toDay(value) : null);

const textOf = (value: FieldValue | undefined): string | null => (typeof value === 'string' ? value : null);

/** Everything of the item that may be written becomes what was sent: what was blank is cleared. */
export async function updatePoam(hand: Hand, before: PoamRow, values: FieldValues, controlId: string | null): Promise<void> {
	const {client, now, by} = hand;
	await client.query(`update poams set control_id = $2, weakness_description = $3, resources_required = $4, scheduled_completion_date = $5, actual_completion_date = $6,
		poam_status = $7, risk_rating = $8, responsible_individual = $9, updated_date = $10, updated_by = $11 where poam_id = $1`,
	[before.poamId, ...columnsOf(hand, values, controlId, before), now.toISOString(), by]);
	await client.query('update emass.poam_details set fields = $2 where poam_id = $1', [before.poamId, fieldsOf(values, before)]);
}

/** Gives the number of the new item. */
export async function insertPoam(hand: Hand, systemId: string, values: FieldValues, controlId: string | null): Promise<{readonly poamId: string; readonly number: number}> {
	const {client, now, by} = hand;
	const {rows: [made]} = await client.query<{poamId: string}>(`
		insert into poams (poam_id, system_id, control_id, weakness_description, resources_required, scheduled_completion_date, actual_completion_date, poam_status, risk_rating,
			responsible_individual, created_date, created_by, updated_date, updated_by)
		values ('EMASS-' || gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamp, $11, $10::timestamp, $11)
		returning poam_id as "poamId"`, [systemId, ...columnsOf(hand, values, controlId, undefined), now.toISOString(), by]);
	const poamId = made?.poamId ?? '';
	const {rows: [numbered]} = await client.query<{number: number}>('update emass.poam_details set fields = $2 where poam_id = $1 returning number::float8 as number', [poamId, fieldsOf(values, undefined)]);
	return {poamId, number: numbered?.number ?? 0};
}

export async function insertMilestone({client, codec, by}: Hand, poamId: string, {description, date}: SentMilestone): Promise<number> {
	const {rows: [made]} = await client.query<{id: string}>('insert into poam_milestones (poam_id, milestone_description, scheduled_date) values ($1, $2, $3) returning milestone_id as id', [poamId, description, date === null ? null : codec.toDay(date)]);
	const {rows: [numbered]} = await client.query<{number: number}>('update emass.milestone_details set created_by = $2 where milestone_id = $1 returning number::float8 as number', [made?.id, by]);
	return numbered?.number ?? 0;
}

/** A date beyond the frozen one asks for an extension. */
export async function requestExtension({client, codec}: Hand, poam: PoamRow, date: number | null): Promise<void> {
	if (poam.reviewStatus !== 'Approved' || date === null || poam.scheduled === null || codec.toDay(date) <= poam.scheduled) return;
	await client.query('update emass.poam_details set pending_extension_date = greatest(pending_extension_date, $2::date) where poam_id = $1', [poam.poamId, codec.toDay(date)]);
}

export async function stampPoam({client, now, by}: Hand, poamId: string): Promise<void> {
	await client.query('update poams set updated_date = $2, updated_by = $3 where poam_id = $1', [poamId, now.toISOString(), by]);
}

function columnsOf(hand: Hand, values: FieldValues, controlId: string | null, before: PoamRow | undefined): readonly (string | null)[] {
	const names = [textOf(values['pocFirstName']), textOf(values['pocLastName'])].filter(name => name !== null);
	return [
		controlId, textOf(values['vulnerabilityDescription']), textOf(values['resources']), toDay(hand, values['scheduledCompletionDate']), toDay(hand, values['completionDate']),
		toStored(poamStatus, textOf(values['status']), before?.status ?? null), toStored(poamSeverity, textOf(values['severity']), before?.rating ?? null),
		names.length === 0 ? null : names.join(' '),
	];
}

/** `cci` cannot be written, so it stays. */
const fieldsOf = (values: FieldValues, before: PoamRow | undefined) => ({
	...(before?.fields?.['cci'] === undefined ? {} : {cci: before.fields['cci']}),
	...Object.fromEntries(Object.entries(values).filter(([name, value]) => !inColumns.has(name) && value !== null)),
});
