import {entityDefinitions, isEntityType, toEntityKey, type EntityDefinition} from '../../../core/entity.js';
import type {ConflictReason, ConflictType} from '../../../core/conflict.js';
import type {JsonObject, JsonValue} from '../../../core/json.js';
import {toQuestionName} from '../../../core/question-name.js';
import type {Candidate, LinkedRecord, OpenConflict, PageScope, PageStore, StrangerNames, Ties} from '../../../core/stores/page-store.js';
import {quoteName, type Catalog} from '../../catalog.js';
import type {SqlExecutor} from '../../executor.js';
import {presentFields, selectAsJson, toCanonicalFields} from '../../record-columns.js';
import {splitList, toTextArray} from '../../text-array.js';
import {createPageTies} from './page-ties.js';

type PageReads = Pick<PageStore, 'columnLimits' | 'listLinkHashes' | 'listLinks' | 'listLinksBefore' | 'loadLinked' | 'readLinked' | 'findCandidates' | 'listUnlinkedConflicts' | 'listStrangerQuestions' | 'listEditedLinks' | 'listBereftLinks'>;

type LinkRow = {
	readonly id: string; readonly external_system_id: number; readonly entity_type: string; readonly external_id: string; readonly internal_id: string; readonly base: JsonObject;
	readonly theirs: JsonObject | null; readonly hash: string; readonly external_version: string | null; readonly external_changed_at: Date | null; readonly external_changed_by: string | null; readonly mapping_version: number; readonly created_at: Date;
};
type ConflictRow = {
	readonly id: number; readonly link_id: string | null; readonly external_entity_id: string | null; readonly field_name: string | null;
	readonly conflict_type: ConflictType; readonly reason: ConflictReason; readonly resolution_status: 'pending' | 'ignored';
	readonly values: {readonly internal?: JsonValue; readonly external?: JsonValue};
};
type EditRow = {readonly internal_id: string; readonly field: string; readonly changed_at: Date | null; readonly changed_by: string; readonly is_decided: boolean};
type CandidateRow = {
	readonly id: string; readonly external_id: string | null; readonly fields: JsonObject; readonly linked_to: string | null;
	readonly marker: string | null; readonly sent: JsonObject | null;
};

/** An absent value is a missing key, so that it stays apart from a null one. */
const openConflictColumns = `
	id, link_id::text, external_entity_id, field_name, conflict_type, reason, resolution_status,
	(case when internal_value is null then '{}'::jsonb else jsonb_build_object('internal', internal_value) end)
	|| (case when external_value is null then '{}'::jsonb else jsonb_build_object('external', external_value) end) as values`;

const toOpenConflict = (row: ConflictRow): OpenConflict => ({
	id: row.id, field: row.field_name ?? undefined, type: row.conflict_type, reason: row.reason, status: row.resolution_status,
	internalValue: row.values.internal, externalValue: row.values.external,
});

/*
 * Look-ups of many keys at once are lateral joins with "offset 0": one search of the index for each key, whatever the
 * statistics say. During a first load they still tell of an empty table, and "= any(…)" would read all of it for each page.
 * Thousands of small answers come as one text: the driver takes longer over a row than the server over finding it.
 */
export function createPageReads(sql: SqlExecutor, catalog: Catalog): PageReads {
	return {
		columnLimits: async definition => {
			const columns = await catalog.columnsOf(definition.table);
			return new Map([...columns.values()].map(({name, type, maxLength, maxMagnitude, scale}) => [name, {
				...(maxLength === undefined ? {} : {maxLength}), ...(maxMagnitude === undefined ? {} : {maxMagnitude}), ...(scale === undefined ? {} : {scale}), holdsDays: type === 'date', holdsSingles: type === 'real',
			}]));
		},
		listLinkHashes: async (externalSystemId, entityType, externalIds) => {
			const [row] = await sql.query<{found: string | null}>(
				`select string_agg(wanted.place || ' ' || l.id || ' ' || encode(l.external_hash, 'hex'), ',') as found
				from unnest($3::text[]) with ordinality as wanted(external_id, place)
				cross join lateral (
					select id, external_hash from sync_links
					where external_system_id = $1 and entity_type = $2 and external_id = wanted.external_id offset 0
				) l`,
				[externalSystemId, entityType, toTextArray(externalIds)],
			);
			return splitList(row?.found).map(link => {
				const [place, linkId = '', hash = ''] = link.split(' ');
				return {linkId, externalId: externalIds[Number(place) - 1] ?? '', hash};
			});
		},
		// In the order of an index, whatever the statistics say: they would have all that is left sorted for each part.
		listLinks: async (externalSystemId, entityType, {after = '', limit}) => {
			const [row] = await sql.query<{ids: string | null; external_ids: readonly string[] | null; hashes: string | null}>(
				`select string_agg(id::text, ',') as ids, json_agg(external_id) as external_ids, string_agg(encode(external_hash, 'hex'), ',') as hashes from (
					select id, external_id, external_hash from sync_links
					where external_system_id = $1 and entity_type = $2 and external_id > $3 order by external_id limit $4
				) l`,
				[externalSystemId, entityType, after, limit],
			);
			const hashes = splitList(row?.hashes);
			return splitList(row?.ids).map((linkId, index) => ({linkId, externalId: row?.external_ids?.[index] ?? '', hash: hashes[index] ?? ''}));
		},
		listLinksBefore: (linkIds, before) => sql.query<{linkId: string; missedPasses: number}>(
			'select id::text as "linkId", missed_passes as "missedPasses" from sync_links where id = any($1::bigint[]) and created_at < $2 order by sync_links.id', [linkIds, before]),
		loadLinked: (definition, linkIds, fields) => loadLinked(sql, catalog, definition, {linkIds, fields, isHeld: true}),
		readLinked: (definition, linkIds, fields) => loadLinked(sql, catalog, definition, {linkIds, fields, isHeld: false}),
		findCandidates: (scope, strangers, fields) => findCandidates(sql, catalog, {scope, ...strangers, fields}),
		listUnlinkedConflicts: async (externalSystemId, entityType, externalIds) => {
			const names = new Map(externalIds.map(externalId => [toQuestionName(externalId), externalId]));
			const rows = await sql.query<ConflictRow>(
				`select ${openConflictColumns} from sync_conflicts
				where external_system_id = $1 and entity_type = $2 and external_entity_id = any($3::text[]) and link_id is null and field_name is null
					and resolution_status in ('pending', 'ignored') order by resolution_status, sync_conflicts.id`,
				[externalSystemId, entityType, toTextArray([...names.keys()])],
			);
			return rows.map(row => ({...toOpenConflict(row), externalId: names.get(row.external_entity_id ?? '') ?? ''}));
		},
		listStrangerQuestions: async (externalSystemId, entityType, {after, limit}) => {
			const rows = await sql.query<{id: number; external_entity_id: string}>(
				`select id, external_entity_id from sync_conflicts
				where external_system_id = $1 and entity_type = $2 and id > $3 and link_id is null and field_name is null and external_entity_id is not null
					and resolution_status = 'pending' and conflict_type in ('validation_error', 'duplicate') order by id limit $4`,
				[externalSystemId, entityType, after, limit],
			);
			return rows.map(row => ({id: row.id, externalId: row.external_entity_id}));
		},
		listEditedLinks: async (externalSystemId, entityType, after, limit) => {
			const rows = await sql.query<{id: string}>(
				`select l.id::text from sync_links l
				where l.external_system_id = $1 and l.entity_type = $2 and l.id > $3
					and l.internal_id in (select internal_id from sync_internal_edits where external_system_id = $1 and entity_type = $2)
				order by l.id limit $4`,
				[externalSystemId, entityType, after, limit],
			);
			return rows.map(row => row.id);
		},
		listBereftLinks: async (externalSystemId, entityType, after, limit) => {
			const rows = await sql.query<{id: string}>(
				`select l.id::text from sync_links l
				where l.external_system_id = $1 and l.entity_type = $2 and l.id > $3 and not exists (select from ${entityDefinitions[entityType].table} t where t.id = l.internal_id)
				order by l.id limit $4`,
				[externalSystemId, entityType, after, limit],
			);
			return rows.map(row => row.id);
		},
	};
}

type LinkedQuery = {readonly linkIds: readonly string[]; readonly fields: readonly string[]; readonly isHeld: boolean};

/** What was taken from another system moved when it did there, if that is known. */
const editsSql = `
	select internal_id::text, field, case when taken_from is null then changed_at else moved_at end as changed_at, changed_by, is_decided
	from sync_internal_edits where entity_type = $1 and internal_id = any($2::bigint[]) and external_system_id = $3`;

const noTies: Ties = {elsewhere: 'synced', tiedTo: []};

/** Locks rows, then links, each in id order: the same order for every run and every verdict. */
async function loadLinked(sql: SqlExecutor, catalog: Catalog, definition: EntityDefinition, {linkIds, fields, isHeld}: LinkedQuery): Promise<readonly LinkedRecord[]> {
	const columns = await catalog.columnsOf(definition.table);
	// A link never changes its record, so which rows are meant can be asked before anything is held.
	const places = await sql.query<{internal_id: string}>('select internal_id::text from sync_links where id = any($1::bigint[])', [linkIds]);
	const internalIds = places.map(place => place.internal_id);
	const rows = await sql.query<{id: string; status: string | null; fields: JsonObject}>(
		`select t.id::text, ${definition.hasSyncStatus ? 't.sync_status' : 'null'} as status, ${selectAsJson('t', presentFields(definition, columns, fields))} as fields
		from ${definition.table} t where t.id = any($1::bigint[]) order by t.id ${isHeld ? 'for update of t' : ''}`,
		[internalIds],
	);
	const links = await sql.query<LinkRow>(
		`select id::text, external_system_id, entity_type, external_id, internal_id::text, base, theirs, encode(external_hash, 'hex') as hash, external_version, external_changed_at, external_changed_by, mapping_version, created_at from sync_links l where l.id = any($1::bigint[]) order by l.id ${isHeld ? 'for update' : ''}`,
		[linkIds],
	);
	const [link] = links;
	// The links of one call are all of one system.
	const edits = link === undefined ? [] : await sql.query<EditRow>(editsSql, [definition.entityType, internalIds, link.external_system_id]);
	const conflicts = await sql.query<ConflictRow>(`select ${openConflictColumns} from sync_conflicts where link_id = any($1::bigint[]) and resolution_status in ('pending', 'ignored')`, [linkIds]);
	const ties = link === undefined ? new Map<string, Ties>() : await createPageTies(sql).readTies(link.external_system_id, definition.entityType, internalIds);
	const sent = await sql.query<{link_id: string; fields: JsonObject; expected: JsonObject}>(`select link_id::text, fields, expected from sync_outbox where link_id = any($1::bigint[]) and state in ('ready', 'sending', 'unknown') and (state <> 'ready' or expected <> '{}')`, [linkIds]);
	const rowsById = new Map(rows.map(row => [row.id, row]));
	const sentByLink = new Map(sent.map(entry => [entry.link_id, entry]));
	const editsById = Map.groupBy(edits, edit => edit.internal_id);
	const conflictsByLink = Map.groupBy(conflicts, conflict => conflict.link_id);
	return links.flatMap((link): readonly LinkedRecord[] => {
		const row = rowsById.get(link.internal_id);
		const sentNow = sentByLink.get(link.id);
		const isRestoring = sentNow !== undefined && Object.keys(sentNow.expected).length > 0;
		const noted = editsById.get(link.internal_id) ?? [];
		if (!isEntityType(link.entity_type)) return [];
		return [{
			linkId: link.id, externalId: link.external_id, internalId: link.internal_id, base: link.base, theirs: link.theirs ?? {},
			hash: link.hash, mappingVersion: link.mapping_version, externalVersion: link.external_version ?? undefined,
			isInternalGone: row === undefined, status: row?.status ?? undefined,
			internal: row === undefined ? {} : toCanonicalFields(definition, row.fields),
			...(ties.get(link.internal_id) ?? noTies),
			edits: new Map(noted.map(edit => [edit.field, {at: edit.changed_at ?? undefined, by: edit.changed_by, isDecided: edit.is_decided}])),
			conflicts: (conflictsByLink.get(link.id) ?? []).map(toOpenConflict), sent: isRestoring ? {} : (sentNow?.fields ?? {}), restoring: sentNow?.expected ?? {},
			externalAt: link.external_changed_at ?? undefined, externalBy: link.external_changed_by ?? undefined, linkedAt: link.created_at,
		}];
	});
}

type CandidateQuery = StrangerNames & {readonly scope: PageScope; readonly fields: readonly string[]};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function findCandidates(sql: SqlExecutor, catalog: Catalog, {scope, externalIds, keys, markers, fields}: CandidateQuery): Promise<readonly Candidate[]> {
	const {definition, externalSystemId, systemType} = scope;
	const columns = await catalog.columnsOf(definition.table);
	const idField = definition.externalIdFields[systemType];
	const hasIdColumn = idField !== undefined && columns.has(idField);
	const idColumn = hasIdColumn ? `t.${quoteName(idField)}` : 'null::text';
	const [leadingKey = 'id'] = definition.keyFields;
	const selected = presentFields(definition, columns, [...new Set([...fields, ...definition.keyFields])]);
	const lookUp = (column: string, values: string) =>
		`select c.id from unnest(${values}) as wanted(value) cross join lateral (select id from ${definition.table} where ${quoteName(column)} = wanted.value offset 0) c`;
	// The key's first column narrows the search by its index; the rest of the key is compared here, whatever its column types.
	const rows = await sql.query<CandidateRow>(
		`select t.id::text, ${idColumn} as external_id, ${selectAsJson('t', selected)} as fields, l.external_id as linked_to, o.marker, o.sent
		from (
			${lookUp(leadingKey, `$3::${columns.get(leadingKey)?.type ?? 'text'}[]`)}
			union ${hasIdColumn ? lookUp(idField, `$4::${(columns.get(idField)?.type ?? 'text').replace(/\(.*\)/, '')}[]`) : `select null where $4::text[] is null`}
			union select internal_id from sync_outbox where marker = any($5::uuid[]) and action = 'create' and external_system_id = $1 and entity_type = $2
		) found
		cross join lateral (select * from ${definition.table} where id = found.id offset 0) t
		left join lateral (select external_id from sync_links where external_system_id = $1 and entity_type = $2 and internal_id = t.id offset 0) l on true
		left join lateral (
			select marker::text, fields as sent from sync_outbox
			where external_system_id = $1 and entity_type = $2 and internal_id = t.id and action = 'create' and attempts > 0 and state not in ('rejected', 'cancelled')
			order by id desc limit 1
		) o on true
		order by t.id`,
		[externalSystemId, definition.entityType, toTextArray([...new Set(keys.map(key => String(key[leadingKey] ?? '')))].filter(key => key !== '')), toTextArray(externalIds), markers.filter(marker => uuid.test(marker))],
	);
	return rows.map(row => {
		const internal = toCanonicalFields(definition, row.fields);
		return {internalId: row.id, externalId: row.external_id, key: toEntityKey(definition, internal), linkedTo: row.linked_to, internal, ...(row.marker === null || row.sent === null ? {} : {creation: {marker: row.marker, sent: row.sent}})};
	});
}
