import type {EntityDefinition} from '../../core/entity.js';
import {offencesShown, type Offence} from '../../core/invariant.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {LinkedRecord, OpenConflict} from '../../core/stores/page-store.js';
import type {VerifyStore} from '../../core/stores/verify-store.js';
import {quoteName, type Catalog, type Columns} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {presentFields, selectAsJson, toCanonicalFields} from '../record-columns.js';
import {verifications} from '../sql/verify/verifications.js';

type DifferingRow = {
	readonly id: string; readonly external_id: string; readonly internal_id: string; readonly base: JsonObject; readonly theirs: JsonObject | null;
	readonly fields: JsonObject; readonly external_changed_at: Date | null;
	readonly edits: readonly {readonly field: string; readonly at: string; readonly by: string; readonly isDecided: boolean}[] | null;
	readonly conflicts: readonly StoredConflict[] | null; readonly tied_to: readonly number[] | null;
};
type StoredConflict = Omit<OpenConflict, 'field' | 'internalValue' | 'externalValue'> & {
	readonly field: string | null; readonly internalValue?: JsonValue; readonly externalValue?: JsonValue;
};

export function createVerifyStore(sql: SqlExecutor, catalog: Catalog): VerifyStore {
	return {
		checks: verifications,
		run: async checkName => {
			const check = verifications.find(({name}) => name === checkName);
			if (check === undefined) throw new Error(`There is no check "${checkName}".`);
			const rows = await sql.queryLong<Offence & {readonly broken: string}>(
				`select subject, detail, (count(*) over ())::text as broken from (${check.sql}) offences limit ${offencesShown}`);
			return {broken: Number(rows[0]?.broken ?? 0), sample: rows.map(({subject, detail}) => ({subject, detail}))};
		},
		listDiffering: async (externalSystemId, definition, fields, {after, limit}) => {
			const columns = await catalog.columnsOf(definition.table);
			const present = presentFields(definition, columns, fields);
			const rows = await sql.queryLong<DifferingRow>(differingSql(definition, columns, present), [externalSystemId, definition.entityType, after, limit]);
			return rows.map(row => toLinkedRecord(definition, row));
		},
	};
}

/** Containment is judged inside the server, for a million rows in seconds; the few that are left are judged by the rules. */
function differingSql(definition: EntityDefinition, columns: Columns, fields: readonly string[]): string {
	const times = fields.filter(field => columns.get(field)?.type.startsWith('timestamp'));
	const plain = selectAsJson('t', fields.filter(field => !times.includes(field)));
	const held = times.length === 0 ? plain : `${plain} || jsonb_build_object(${times.map(field => `'${field}', ${toCanonicalTime(`t.${quoteName(field)}`, columns.get(field)?.type)}`).join(', ')})`;
	return `
		select l.id::text, l.external_id, l.internal_id::text, l.base, l.theirs, l.external_changed_at, ${selectAsJson('t', fields)} as fields,
			(select jsonb_agg(jsonb_build_object('field', e.field, 'at', e.changed_at, 'by', e.changed_by, 'isDecided', e.is_decided)) from sync_internal_edits e where e.external_system_id = l.external_system_id and e.entity_type = l.entity_type and e.internal_id = l.internal_id) as edits,
			(select jsonb_agg(jsonb_build_object('id', c.id, 'field', c.field_name, 'type', c.conflict_type, 'reason', c.reason, 'status', c.resolution_status)
				|| case when c.internal_value is null then '{}' else jsonb_build_object('internalValue', c.internal_value) end
				|| case when c.external_value is null then '{}' else jsonb_build_object('externalValue', c.external_value) end)
				from sync_conflicts c where c.link_id = l.id and c.resolution_status in ('pending', 'ignored')) as conflicts,
			(select array_agg(o.external_system_id) from sync_links o where o.internal_id = l.internal_id and o.entity_type = l.entity_type and o.external_system_id <> l.external_system_id) as tied_to
		from sync_links l join ${definition.table} t on t.id = l.internal_id
		where l.external_system_id = $1 and l.entity_type = $2 and l.id > $3 and (
			l.theirs is not null or not (l.base <@ (${held}))
			or exists (select from sync_conflicts c where c.link_id = l.id and c.resolution_status = 'pending')
		)
		order by l.id limit $4`;
}

/** As the engine writes times: sessions of Parley are in UTC. */
const toCanonicalTime = (column: string, type: string | undefined): string =>
	`to_char(${type === 'timestamp with time zone' ? `${column} at time zone 'UTC'` : column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const toLinkedRecord = (definition: EntityDefinition, row: DifferingRow): LinkedRecord => ({
	linkId: row.id, externalId: row.external_id, internalId: row.internal_id, base: row.base, theirs: row.theirs ?? {},
	hash: '', externalVersion: undefined, isInternalGone: false, status: undefined, tiedTo: row.tied_to ?? [], internal: toCanonicalFields(definition, row.fields),
	edits: new Map((row.edits ?? []).map(({field, at, by, isDecided}) => [field, {at: new Date(at), by, isDecided}])),
	conflicts: (row.conflicts ?? []).map(conflict => ({
		...conflict, field: conflict.field ?? undefined, internalValue: conflict.internalValue, externalValue: conflict.externalValue,
	})),
	externalAt: row.external_changed_at ?? undefined, externalBy: undefined,
});
