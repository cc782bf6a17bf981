import {entityDefinitions, toEntityKey, type EntityType} from '../../core/entity.js';
import type {FoundRecord, RecordSearch} from '../../core/found-record.js';
import type {JsonObject} from '../../core/json.js';
import type {KeyPage} from '../../core/page.js';
import {quoteName, type Catalog, type Columns} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {presentFields, selectAsJson, toCanonicalFields} from '../record-columns.js';
import {toContainsPattern} from './conditions.js';
import {toKeyPage} from './key-page.js';

/** Rows that a search looks through for one page: some tens of milliseconds, whatever the table. */
const scannedRows = 20_000;
/** A name may be a page of text. */
const labelLength = 300;

type Row = {
	readonly id: string; readonly fields: JsonObject; readonly label: string | null; readonly sync_status: string | null; readonly systems: readonly string[];
	readonly updated_at: Date | null; readonly source: string | null; readonly operation_id: string | null;
};

type Source = {readonly sql: SqlExecutor; readonly catalog: Catalog};

/** Records by number. See `RecordStore.page`. */
export async function pageRecords({sql, catalog}: Source, {entityType, text}: RecordSearch, after: number | undefined, limit: number): Promise<KeyPage<FoundRecord>> {
	const definition = entityDefinitions[entityType];
	const columns = await catalog.columnsOf(definition.table);
	if (text === undefined || text === '') {
		const rows = await sql.query<Row>(`${selectRecords(entityType, columns)} where t.id > $2 order by t.id limit $3`, [entityType, after ?? 0, limit + 1]);
		return toKeyPage(rows.map(row => toFound(entityType, row)), limit, record => record.id);
	}
	const [part] = await sql.query<{last: string | null; scanned: string}>(
		`select max(id)::text as last, count(*)::text as scanned from (select t.id from ${definition.table} t where t.id > $1 order by t.id limit $2) part`, [after ?? 0, scannedRows]);
	if (part === undefined || part.last === null) return {rows: [], next: undefined};
	const searched = presentFields(definition, columns, [...definition.keyFields, definition.labelField]).map(field => `t.${quoteName(field)}::text ilike $4`);
	const found = await sql.query<Row>(
		`${selectRecords(entityType, columns)} where t.id > $2 and t.id <= $3 and (${searched.join(' or ')}) order by t.id limit $5`,
		[entityType, after ?? 0, part.last, toContainsPattern(text), limit + 1]);
	const page = toKeyPage(found.map(row => toFound(entityType, row)), limit, record => record.id);
	return Number(part.scanned) < scannedRows || page.next !== undefined ? page : {...page, next: Number(part.last)};
}

export async function listFoundRecords({sql, catalog}: Source, entityType: EntityType, internalIds: readonly string[]): Promise<readonly FoundRecord[]> {
	if (internalIds.length === 0) return [];
	const columns = await catalog.columnsOf(entityDefinitions[entityType].table);
	const rows = await sql.query<Row>(`${selectRecords(entityType, columns)} where t.id = any($2::bigint[]) order by t.id`, [entityType, internalIds]);
	return rows.map(row => toFound(entityType, row));
}

/** Columns that an old installation may lack read as null. */
function selectRecords(entityType: EntityType, columns: Columns): string {
	const definition = entityDefinitions[entityType];
	const ifPresent = (column: string, expression: string): string => (columns.has(column) ? expression : 'null');
	return `select t.id::text, ${selectAsJson('t', presentFields(definition, columns, definition.keyFields))} as fields,
		${ifPresent(definition.labelField, `left(t.${quoteName(definition.labelField)}::text, ${labelLength})`)} as label,
		${ifPresent('sync_status', 't.sync_status')} as sync_status, ${ifPresent('updated_at', 't.updated_at')} as updated_at,
		${ifPresent('ingestion_source', 't.ingestion_source')} as source, ${ifPresent('ingestion_batch_id', 't.ingestion_batch_id::text')} as operation_id,
		array(select s.system_name from external_systems s where exists (
			select from sync_links l where l.external_system_id = s.id and l.entity_type = $1 and l.internal_id = t.id) order by s.id) as systems
		from ${definition.table} t`;
}

function toFound(entityType: EntityType, row: Row): FoundRecord {
	const definition = entityDefinitions[entityType];
	return {
		id: Number(row.id), entityType, entityId: toEntityKey(definition, toCanonicalFields(definition, row.fields)), label: row.label ?? '',
		syncStatus: row.sync_status ?? undefined, systems: row.systems, updatedAt: row.updated_at ?? undefined,
		source: row.source ?? undefined, operationId: row.operation_id ?? undefined,
	};
}
