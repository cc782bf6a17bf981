import type {DraftScope, PageScope, PageStore, RecordCreate, RecordDraft} from '../../../core/stores/page-store.js';
import {quoteName, type Catalog, type Columns} from '../../catalog.js';
import type {SqlExecutor} from '../../executor.js';
import {escapeCopy, presentFields, toCopyText} from '../../record-columns.js';
import {splitList} from '../../text-array.js';
import {toStorableJson} from '../json-column.js';
import {toCopyStream} from './copy-stream.js';
import {createDraftWriter} from './draft-writer.js';
import {stampsOf} from './row-stamps.js';

type PageCreates = Pick<PageStore, 'createRecords' | 'draftRecords' | 'createDrafted'>;

const linkColumns = 'internal_id, external_system_id, entity_type, external_id, base, external_hash, external_version, external_changed_at, external_changed_by, mapping_version';

/**
 * New rows and their links by COPY, the fastest way in. A draft is a line of each, without the id, which is drawn when they
 * are brought in because the link needs it, and without the stamps of the run.
 */
export function createPageCreates(sql: SqlExecutor, catalog: Catalog): PageCreates {
	const columnsOf = ({definition}: DraftScope): Promise<Columns> => catalog.columnsOf(definition.table);
	return {
		createRecords: async (scope, records) => {
			if (records.length === 0) return;
			const columns = await columnsOf(scope);
			await copyDrafts(sql, columns, scope, records.map(createDrafter(scope, columns)));
		},
		draftRecords: async scope => createDrafter(scope, await columnsOf(scope)),
		createDrafted: async (scope, drafts) => {
			if (drafts.length > 0) await copyDrafts(sql, await columnsOf(scope), scope, drafts);
		},
	};
}

/** What a row holds of a record, in the order in which it is written out. A field that the record does not have is null in it. */
function layOut({definition, systemType, fields}: DraftScope, columns: Columns) {
	const mapped = presentFields(definition, columns, fields);
	const idField = definition.externalIdFields[systemType];
	const idFields = idField !== undefined && columns.has(idField) && !mapped.includes(idField) ? [idField] : [];
	const keepsRaw = definition.keepsRaw && columns.has('raw_json');
	return {mapped, idFields, keepsRaw, names: [...mapped, ...idFields, ...(definition.hasSyncStatus ? ['sync_status'] : []), ...(keepsRaw ? ['raw_json'] : [])]};
}

function createDrafter(scope: DraftScope, columns: Columns): (record: RecordCreate) => RecordDraft {
	const {definition, externalSystemId} = scope;
	const {mapped, idFields, keepsRaw} = layOut(scope, columns);
	const fields = mapped.map(name => ({name, type: columns.get(name)?.type ?? 'text'}));
	const write = createDraftWriter();
	return record => {
		const externalId = escapeCopy(record.externalId);
		const row = fields.map(({name, type}) => toCopyText(record.fields[name], type));
		for (const _ of idFields) row.push(externalId);
		if (definition.hasSyncStatus) row.push(record.status);
		if (keepsRaw) row.push(escapeCopy(toStorableJson(record.received.fields)));
		const link = [
			externalSystemId, definition.entityType, externalId, escapeCopy(toStorableJson(record.fields)), `\\\\x${record.hash}`,
			toCopyText(record.externalVersion, 'text'), record.externalAt?.toISOString() ?? '\\N', toCopyText(record.externalBy, 'text'), record.mappingVersion ?? 1,
		];
		return write(row.join('\t'), link.join('\t'));
	};
}

async function copyDrafts(sql: SqlExecutor, columns: Columns, scope: PageScope, drafts: readonly RecordDraft[]): Promise<void> {
	const {table} = scope.definition;
	const ids = await drawIds(sql, table, drafts.length);
	const stamps = Object.entries(stampsOf(scope, columns));
	const names = ['id', ...stamps.map(([name]) => name), ...layOut(scope, columns).names];
	const stampText = stamps.map(([, value]) => `${escapeCopy(value)}\t`).join('');
	await sql.copyIn([
		{into: `copy ${table} (${names.map(quoteName).join(', ')}) from stdin`, rows: toCopyStream(drafts, {from: 'start', to: 'linkAt', toBeginning: index => `${ids[index] ?? ''}\t${stampText}`})},
		{into: `copy sync_links (${linkColumns}) from stdin`, rows: toCopyStream(drafts, {from: 'linkAt', to: 'end', toBeginning: index => `${ids[index] ?? ''}\t`})},
	]);
}

async function drawIds(sql: SqlExecutor, table: string, count: number): Promise<readonly string[]> {
	const [row] = await sql.query<{ids: string | null}>(`select string_agg(nextval(s.name)::text, ',') as ids from (select pg_get_serial_sequence($1, 'id')::regclass as name offset 0) s, generate_series(1, $2)`, [table, count]);
	return splitList(row?.ids);
}
