import {conflictReasons, conflictTypes, type ConflictStatus} from '../../core/conflict.js';
import {entityDefinitions, entityTypes, isEntityType, type EntityType} from '../../core/entity.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {UndoObstacle} from '../../core/stores/conflict-store.js';
import type {InternalEdit} from '../../core/stores/internal-edit-store.js';
import type {Fields} from '../../core/stores/page-store.js';
import {editKey, recordKey, type DisputedConflict, type DisputedLink, type VerdictPageStore} from '../../core/stores/verdict-page-store.js';
import type {Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {presentFields, selectAsJson, toCanonicalFields} from '../record-columns.js';
import {findUndoObstacles} from '../sql/find-undo-obstacles.js';
import {fromJsonText} from './json-column.js';
import {fromStoredState, type StoredState} from './stored-state.js';

/** Where a conflict's link and record are. */
type Place = {readonly link_id: string; readonly entity_type: string; readonly field_name: string | null; readonly internal_id: string};

type LinkRow = {readonly id: string; readonly internal_id: string; readonly field: string; readonly base: string | null; readonly theirs: string | null};

type ConflictRow = {
	readonly id: number; readonly external_system_id: number; readonly system_name: string; readonly entity_type: string; readonly entity_id: string;
	readonly entity_label: string | null;
	readonly link_id: string | null; readonly conflict_type: string; readonly reason: string | null; readonly field_name: string | null;
	readonly base_value: string | null; readonly internal_value: string | null; readonly external_value: string | null; readonly resolution_status: ConflictStatus;
	readonly resolved_by_name: string | null; readonly resolved_value: string | null; readonly version: number;
};

type EditRow = {
	readonly external_system_id: number; readonly entity_type: string; readonly internal_id: string; readonly field: string; readonly before: JsonValue;
	readonly changed_at: Date; readonly changed_by: string; readonly is_decided: boolean;
};

const placesSql = `
	select c.link_id::text, c.entity_type, c.field_name, l.internal_id::text
	from sync_conflicts c join sync_links l on l.id = c.link_id where c.id = any($1::integer[])`;

const linksSql = `
	select l.id::text, l.internal_id::text, u.field, (l.base -> u.field)::text as base, (l.theirs -> u.field)::text as theirs
	from unnest($1::bigint[], $2::text[]) as u(link_id, field) join sync_links l on l.id = u.link_id
	order by l.id for update of l`;

const conflictsSql = `
	select c.id, c.external_system_id, s.system_name, c.entity_type, c.entity_id, c.entity_label, c.link_id::text, c.conflict_type, c.reason, c.field_name,
		c.base_value::text, c.internal_value::text, c.external_value::text, c.resolution_status, c.resolved_by_name, c.resolved_value::text, c.version
	from sync_conflicts c join external_systems s on s.id = c.external_system_id
	where c.id = any($1::integer[]) order by c.id for update of c`;

const editsSql = `
	select e.external_system_id, e.entity_type, e.internal_id::text, e.field, e.before, e.changed_at, e.changed_by, e.is_decided
	from unnest($1::text[], $2::bigint[]) as u(entity_type, internal_id)
	join sync_internal_edits e on e.entity_type = u.entity_type and e.internal_id = u.internal_id`;

export function createVerdictPageReads(sql: SqlExecutor, catalog: Catalog): Pick<VerdictPageStore, 'lockPage' | 'lockSettledPage'> {
	const lockPage: VerdictPageStore['lockPage'] = async conflictIds => {
		const places = await sql.query<Place>(placesSql, [conflictIds]);
		const records = await lockRecords(sql, catalog, places);
		const links = await lockLinks(sql, places);
		const conflicts = await sql.query<ConflictRow>(conflictsSql, [conflictIds]);
		return {conflicts: conflicts.map(parseConflictRow), records, links, edits: await readEdits(sql, places)};
	};
	return {
		lockPage,
		lockSettledPage: async conflictIds => {
			const page = await lockPage(conflictIds);
			const before = await sql.query<{id: number; before: StoredState}>(
				'select id, resolution_before as before from sync_conflicts where id = any($1::integer[]) and resolution_before is not null', [conflictIds]);
			const obstacles = await sql.query<{id: number; obstacle: UndoObstacle}>(findUndoObstacles, [conflictIds]);
			return {
				...page,
				before: new Map(before.map(row => [row.id, fromStoredState(row.before)])),
				obstacles: new Map(obstacles.map(row => [row.id, row.obstacle])),
			};
		},
	};
}

/** Table after table, each by id: everybody who takes many takes them in this order. */
async function lockRecords(sql: SqlExecutor, catalog: Catalog, places: readonly Place[]): Promise<ReadonlyMap<string, Fields>> {
	const records = new Map<string, Fields>();
	for (const entityType of entityTypes) {
		const own = places.filter(place => place.entity_type === entityType);
		if (own.length === 0) continue;
		const definition = entityDefinitions[entityType];
		const fields = [...new Set(own.flatMap(place => place.field_name ?? []))];
		const selected = selectAsJson('t', presentFields(definition, await catalog.columnsOf(definition.table), fields));
		const rows = await sql.query<{id: string; fields: JsonObject}>(
			`select t.id::text, ${selected} as fields from ${definition.table} t where t.id = any($1::bigint[]) order by t.id for update of t`,
			[[...new Set(own.map(place => place.internal_id))]],
		);
		for (const row of rows) records.set(recordKey(entityType, row.id), toCanonicalFields(definition, row.fields));
	}
	return records;
}

async function lockLinks(sql: SqlExecutor, places: readonly Place[]): Promise<ReadonlyMap<string, DisputedLink>> {
	const rows = await sql.query<LinkRow>(linksSql, [places.map(place => place.link_id), places.map(place => place.field_name ?? '')]);
	const links = new Map<string, {internalId: string; base: Record<string, JsonValue>; theirs: Record<string, JsonValue>}>();
	for (const row of rows) {
		const link = links.get(row.id) ?? {internalId: row.internal_id, base: {}, theirs: {}};
		const base = fromJsonText(row.base);
		const theirs = fromJsonText(row.theirs);
		if (base !== undefined) link.base[row.field] = base;
		if (theirs !== undefined) link.theirs[row.field] = theirs;
		links.set(row.id, link);
	}
	return links;
}

async function readEdits(sql: SqlExecutor, places: readonly Place[]): Promise<ReadonlyMap<string, InternalEdit>> {
	const owners = new Map(places.map(place => [`${place.entity_type} ${place.internal_id}`, place]));
	const rows = await sql.query<EditRow>(editsSql, [[...owners.values()].map(place => place.entity_type), [...owners.values()].map(place => place.internal_id)]);
	return new Map(rows.map(row => {
		const edit: InternalEdit = {
			externalSystemId: row.external_system_id, entityType: requireEntityType(row.entity_type), internalId: row.internal_id, field: row.field, before: row.before, changedAt: row.changed_at, changedBy: row.changed_by, isDecided: row.is_decided,
		};
		return [editKey(edit), edit];
	}));
}

const parseConflictRow = (row: ConflictRow): DisputedConflict => ({
	id: row.id, externalSystemId: row.external_system_id, systemName: row.system_name, entityType: requireEntityType(row.entity_type), entityId: row.entity_id,
	entityLabel: row.entity_label ?? '',
	linkId: row.link_id ?? undefined, fieldName: row.field_name ?? undefined, version: row.version, status: row.resolution_status,
	conflictType: conflictTypes.find(type => type === row.conflict_type) ?? 'field_mismatch',
	reason: conflictReasons.find(reason => reason === row.reason) ?? 'both_changed',
	baseValue: fromJsonText(row.base_value), internalValue: fromJsonText(row.internal_value), externalValue: fromJsonText(row.external_value),
	resolvedBy: row.resolved_by_name ?? undefined, resolvedValue: fromJsonText(row.resolved_value),
});

function requireEntityType(text: string): EntityType {
	if (isEntityType(text)) return text;
	throw new Error(`A conflict is about the unknown entity type "${text}".`);
}
