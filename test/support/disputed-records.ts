import * as fc from 'fast-check';
import {entityDefinitions} from '../../source/core/entity.js';
import type {JsonValue} from '../../source/core/json.js';
import type {ConflictWorld} from './conflict-world.js';

const fields = ['poc', 'status', 'cost_estimate', 'scheduled_completion'] as const;
type Field = (typeof fields)[number];

/** Values that differ in every way that matters, by field. */
const values: Readonly<Record<Field, readonly (JsonValue)[]>> = {
	poc: ['bo', 'cy', '', null], status: ['Ongoing', 'Completed', null], cost_estimate: [1, 2.5, null], scheduled_completion: ['2026-11-01', '2027-01-31', null],
};

/** One conflict of a record. `system` 0 or 1; a field undefined: about the whole record; a value undefined: absent. */
export type GeneratedDispute = {
	readonly system: 0 | 1;
	readonly field: Field | undefined;
	readonly base: JsonValue | undefined;
	readonly external: JsonValue | undefined;
	/** Our record holds another value than the conflict shows. */
	readonly hasMoved: boolean;
	readonly isSettled: boolean;
	readonly version: number;
};

export type GeneratedRecord = {
	readonly fields: Readonly<Record<Field, JsonValue>>;
	readonly disputes: readonly GeneratedDispute[];
	readonly isGone: boolean;
	readonly isLinked: boolean;
	/** Fields that another program changed. */
	readonly edited: readonly Field[];
	readonly hasOutboxEntry: boolean;
};

const valueOf = (field: Field): fc.Arbitrary<JsonValue> => fc.constantFrom(...values[field]);
const rarely = fc.integer({min: 0, max: 9}).map(number => number === 0);

const dispute: fc.Arbitrary<GeneratedDispute> = fc.option(fc.constantFrom(...fields), {nil: undefined, freq: 6}).chain(field => fc.record({
	system: fc.constantFrom(0 as const, 1 as const), field: fc.constant(field),
	base: fc.option(valueOf(field ?? 'poc'), {nil: undefined}), external: fc.option(valueOf(field ?? 'poc'), {nil: undefined, freq: 8}),
	hasMoved: rarely, isSettled: rarely, version: fc.integer({min: 1, max: 3}),
}));

export const generatedRecord: fc.Arbitrary<GeneratedRecord> = fc.record({
	fields: fc.record({poc: valueOf('poc'), status: valueOf('status'), cost_estimate: valueOf('cost_estimate'), scheduled_completion: valueOf('scheduled_completion')}),
	disputes: fc.uniqueArray(dispute, {minLength: 1, maxLength: 5, selector: one => `${one.system} ${one.field ?? ''}`}),
	isGone: rarely, isLinked: rarely.map(is => !is), edited: fc.subarray([...fields]), hasOutboxEntry: fc.boolean(),
});

export type Fixture = {readonly ids: readonly number[]; readonly versions: readonly number[]};

/** Takes everything of earlier rounds away, and puts the records there, each linked to both systems. Numbers go on counting. */
export async function putRecords({sql}: ConflictWorld, systemIds: readonly number[], records: readonly GeneratedRecord[]): Promise<Fixture> {
	await sql.query('begin; delete from sync_outbox; delete from sync_bulk_verdict_pages; delete from sync_bulk_verdicts; delete from sync_internal_edits; delete from sync_conflicts; delete from sync_links; delete from ingestion_poams');
	const ids: number[] = [];
	const versions: number[] = [];
	for (const record of records) {
		const {rows: [row]} = await sql.query<{id: number}>(
			`insert into ingestion_poams (poam_id, weakness_description, poc, status, cost_estimate, scheduled_completion, sync_status)
			values ('POAM-' || currval('ingestion_poams_id_seq'), 'w', $1, $2, $3, $4, 'conflict') returning id`,
			[record.fields.poc, record.fields.status, record.fields.cost_estimate, record.fields.scheduled_completion]);
		const recordId = row?.id ?? 0;
		const linkIds = await putLinks(sql, systemIds, recordId, record);
		for (const one of record.disputes) {
			ids.push(await putConflict(sql, {recordId, systemId: systemIds[one.system] ?? 0, linkId: linkIds[one.system] ?? null, record, dispute: one}));
			versions.push(one.version);
		}
		for (const field of record.edited) {
			await sql.query(`insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_at, changed_by) select s, 'poam', $1, $2, '"before"', '2026-01-02T03:04:05Z', 'app' from unnest($3::integer[]) s`, [recordId, field, systemIds]);
		}
		if (!record.isLinked) await sql.query('delete from sync_outbox where internal_id = $1', [recordId]);
		if (!record.isLinked) await sql.query('delete from sync_links where internal_id = $1', [recordId]);
		if (record.isGone) await sql.query('delete from ingestion_poams where id = $1', [recordId]);
	}
	await sql.query('commit');
	return {ids, versions};
}

async function putLinks(sql: ConflictWorld['sql'], systemIds: readonly number[], recordId: number, record: GeneratedRecord): Promise<readonly number[]> {
	const linkIds: number[] = [];
	for (const [system, systemId] of systemIds.entries()) {
		const own = record.disputes.filter(one => one.system === system && one.field !== undefined);
		const toObject = (pick: (one: GeneratedDispute) => JsonValue | undefined) => Object.fromEntries(own.flatMap(one => (one.field === undefined || pick(one) === undefined ? [] : [[one.field, pick(one)]])));
		const theirs = toObject(one => one.external);
		const {rows: [link]} = await sql.query<{id: number}>(
			`insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, theirs, external_hash) values ($1, 'poam', $2, $3, $4, $5, '\\x00') returning id`,
			[systemId, `X-${recordId}`, recordId, JSON.stringify({weakness_description: 'w', ...toObject(one => one.base)}), Object.keys(theirs).length === 0 ? null : JSON.stringify(theirs)]);
		linkIds.push(Number(link?.id));
		if (record.hasOutboxEntry) {
			await sql.query(`insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, action, changes) values ($1, 'poam', $2, $3, 'update', '{}')`, [systemId, link?.id, recordId]);
		}
	}
	return linkIds;
}

type ConflictPlace = {readonly recordId: number; readonly systemId: number; readonly linkId: number | null; readonly record: GeneratedRecord; readonly dispute: GeneratedDispute};

async function putConflict(sql: ConflictWorld['sql'], {recordId, systemId, linkId, record, dispute: one}: ConflictPlace): Promise<number> {
	const toJson = (value: JsonValue | undefined): string | null => (value === undefined ? null : JSON.stringify(value));
	const shown = one.field === undefined ? undefined : one.hasMoved ? 'shown before' : record.fields[one.field];
	const {rows: [conflict]} = await sql.query<{id: number}>(
		`insert into sync_conflicts (external_system_id, entity_type, entity_id, link_id, internal_id, conflict_type, reason, field_name, base_value, internal_value, external_value, version, resolution_status)
		select $1, 'poam', poam_id, $2, id, $4, 'both_changed', $5, $6::jsonb, $7::jsonb, $8::jsonb, $9, $10 from ingestion_poams where id = $3 returning id`,
		[systemId, linkId, recordId, one.field === undefined ? 'missing_record' : 'field_mismatch', one.field ?? null, toJson(one.base), toJson(shown), toJson(one.external), one.version, one.isSettled ? 'resolved' : 'pending']);
	return conflict?.id ?? 0;
}

const poamColumns = ['poam_id', 'sync_status', ...fields.filter(field => Object.hasOwn(entityDefinitions.poam.fields, field))].join(', ');

/** All that verdicts touch, without the times at which they did. */
export async function readEverything({sql}: ConflictWorld): Promise<Readonly<Record<string, readonly object[]>>> {
	const tables: Readonly<Record<string, string>> = {
		records: `select id, ${poamColumns} from ingestion_poams order by id`,
		links: 'select id, base, theirs from sync_links order by id',
		conflicts: `select id, resolution_status, resolution_action, resolved_value::text, resolved_by_name, resolved_at is not null as has_time, resolution_before::text, auto_resolved, version,
			base_value::text, internal_value::text, external_value::text, internal_changed_at, internal_changed_by from sync_conflicts order by id`,
		edits: 'select entity_type, internal_id, field, external_system_id, before::text, changed_at, changed_by, is_decided from sync_internal_edits order by 1, 2, 3, 4',
		outbox: 'select link_id, state, last_error from sync_outbox order by link_id',
		counts: `select external_system_id, entity_type, field_name, reason, pending from sync_conflict_counts where pending > 0 order by 1, 2, 3, 4`,
	};
	const found: Record<string, readonly object[]> = {};
	for (const [name, text] of Object.entries(tables)) found[name] = (await sql.query<object>(text)).rows;
	return found;
}
