import type {LinkWrite, PageScope, PageStore} from '../../../core/stores/page-store.js';
import {quoteName, type Catalog} from '../../catalog.js';
import type {SqlExecutor} from '../../executor.js';
import {castFromJson} from '../../record-columns.js';
import {oweElsewhere} from '../../sql/owe-elsewhere.js';
import {toStorableJson} from '../json-column.js';
import {toOwedElsewhereJson} from '../owed-elsewhere-json.js';
import {takeReferencesAlong} from '../take-references-along.js';
import {stampsOf} from './row-stamps.js';

type PageWrites = Pick<PageStore, 'linkRecords' | 'updateRecords' | 'updateLinks' | 'markMissing' | 'oweEdits' | 'oweElsewhere' | 'dropEdits'>;

const toLinkJson = (link: LinkWrite) => ({
	external_id: link.externalId, base: link.base, theirs: Object.keys(link.theirs).length === 0 ? null : link.theirs, hash: link.hash,
	version: link.externalVersion ?? null, changed_at: link.externalAt ?? null, changed_by: link.externalBy ?? null, mapping_version: link.mappingVersion ?? null,
});

const linkJsonType = 'external_id text, base jsonb, theirs jsonb, hash text, version text, changed_at timestamptz, changed_by text, mapping_version integer';

export function createPageWrites(sql: SqlExecutor, catalog: Catalog): PageWrites {
	return {
		linkRecords: async (scope, records) => {
			const payload = toStorableJson(records.map(record => ({...toLinkJson(record), internal_id: record.internalId, tied_by: record.tiedBy})));
			const rows = await sql.query<{id: string; external_id: string}>(
				`insert into sync_links (internal_id, external_system_id, entity_type, external_id, base, theirs, external_hash, external_version, external_changed_at, external_changed_by, mapping_version, tied_by)
				select u.internal_id, $1, $2, u.external_id, u.base, u.theirs, decode(u.hash, 'hex'), u.version, u.changed_at, u.changed_by, coalesce(u.mapping_version, 1), u.tied_by
				from jsonb_to_recordset($3::jsonb) as u(internal_id bigint, tied_by text, ${linkJsonType})
				returning id::text, external_id`,
				[scope.externalSystemId, scope.definition.entityType, payload],
			);
			await fillExternalIds(sql, catalog, scope, records);
			return rows.map(row => ({externalId: row.external_id, linkId: row.id}));
		},
		updateRecords: (scope, records) => updateRecords(sql, catalog, scope, records),
		updateLinks: async (_, links) => {
			if (links.length === 0) return;
			await sql.query(
				`update sync_links l set base = u.base, theirs = u.theirs, external_hash = decode(u.hash, 'hex'), external_version = u.version,
					external_changed_at = u.changed_at, external_changed_by = u.changed_by, mapping_version = coalesce(u.mapping_version, l.mapping_version), missed_passes = 0, updated_at = now()
				from jsonb_to_recordset($1::jsonb) as u(id bigint, ${linkJsonType}) where l.id = u.id`,
				[toStorableJson(links.map(link => ({...toLinkJson(link), id: link.linkId})))],
			);
		},
		markMissing: async (linkIds, limit) => {
			const rows = await sql.query<{id: string; missed_passes: number}>(
				`update sync_links set missed_passes = missed_passes + 1, external_hash = '', updated_at = now()
				where id = any($1::bigint[]) and missed_passes < $2 returning id::text, missed_passes`,
				[linkIds, limit],
			);
			return rows.filter(row => row.missed_passes >= limit).map(row => row.id);
		},
		oweEdits: async ({externalSystemId, definition, at}, edits) => {
			if (edits.length === 0) return;
			// The value before travels in an object, because it may be null.
			await sql.query(
				`insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_at, changed_by)
				select $4, $1, u.internal_id, u.field, u.value -> 'before', $3, 'parley' from jsonb_to_recordset($2::jsonb) as u(internal_id bigint, field text, value jsonb)
				on conflict (entity_type, internal_id, field, external_system_id) do nothing`,
				[definition.entityType, toStorableJson(edits.map(edit => ({internal_id: edit.internalId, field: edit.field, value: {before: edit.before}}))), at, externalSystemId],
			);
		},
		oweElsewhere: async ({externalSystemId, definition, at}, values) => {
			if (values.length === 0) return;
			await sql.query(oweElsewhere, [toStorableJson(toOwedElsewhereJson(values)), definition.entityType, externalSystemId, at]);
		},
		dropEdits: async ({externalSystemId, definition}, edits) => {
			if (edits.length === 0) return;
			await sql.query(
				'delete from sync_internal_edits e using unnest($2::bigint[], $3::text[]) as u(internal_id, field) where e.entity_type = $1 and e.internal_id = u.internal_id and e.field = u.field and e.external_system_id = $4',
				[definition.entityType, edits.map(edit => edit.internalId), edits.map(edit => edit.field), externalSystemId],
			);
		},
	};
}

/** A row met by its natural key learns the other side's id, where its column is still empty. */
async function fillExternalIds(sql: SqlExecutor, catalog: Catalog, {definition, systemType}: PageScope, records: readonly {readonly internalId: string; readonly externalId: string}[]): Promise<void> {
	const idField = definition.externalIdFields[systemType];
	const columns = await catalog.columnsOf(definition.table);
	if (idField === undefined || !columns.has(idField)) return;
	const column = quoteName(idField);
	await sql.query(
		`update ${definition.table} t set ${column} = u.external_id from unnest($1::bigint[], $2::text[]) as u(id, external_id) where t.id = u.id and t.${column} is null`,
		[records.map(record => record.internalId), records.map(record => record.externalId)],
	);
}

async function updateRecords(sql: SqlExecutor, catalog: Catalog, scope: PageScope, records: Parameters<PageStore['updateRecords']>[1]): Promise<void> {
	if (records.length === 0) return;
	const {definition} = scope;
	await takeReferencesAlong(sql, catalog, definition, records);
	const columns = await catalog.columnsOf(definition.table);
	const fields = [...new Set(records.flatMap(record => Object.keys(record.set)))].filter(field => columns.has(field) && Object.hasOwn(definition.fields, field));
	const {created_at: _, ...stamps} = stampsOf(scope, columns);
	const assignments = [
		...fields.map(field => `${quoteName(field)} = case when u.set ? '${field}' then ${castFromJson('u.set', field, columns.get(field)?.type ?? 'text')} else t.${quoteName(field)} end`),
		...Object.keys(stamps).map((name, index) => `${quoteName(name)} = $${index + 2}`),
		...(definition.hasSyncStatus ? ['sync_status = u.status'] : []),
		...(definition.keepsRaw && columns.has('raw_json') ? [`raw_json = coalesce(u.raw${columns.get('raw_json')?.type === 'jsonb' ? '' : '::text'}, t.raw_json)`] : []),
	];
	await sql.query(
		`update ${definition.table} t set ${assignments.join(', ')} from jsonb_to_recordset($1::jsonb) as u(id bigint, set jsonb, status text, raw jsonb) where t.id = u.id`,
		[toStorableJson(records.map(record => ({id: record.internalId, set: record.set, status: record.status, raw: record.raw ?? null}))), ...Object.values(stamps)],
	);
}
