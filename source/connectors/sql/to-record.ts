import type {ExternalRecord, UnreadableRecord} from '../../core/connector.js';
import {toCanonicalJson, type JsonObject, type JsonValue} from '../../core/json.js';
import {toExternalId} from './external-id.js';
import type {EntityProfile} from './profile.js';
import {aliases, type RowKey} from './select-statements.js';
import type {SqlRow} from './statement.js';

/** The items of one list, by the key of the row that they belong to. */
export type ItemsByRow = ReadonlyMap<string, readonly JsonObject[]>;

export const toRowKey = (row: SqlRow, partCount: number): RowKey => Array.from({length: partCount}, (_, at) => row[aliases.key(at)] ?? null);

/** Groups the rows of a list's statement by the key of the row that they belong to. */
export function groupItems(rows: readonly SqlRow[], partCount: number): ItemsByRow {
	const groups = new Map<string, JsonObject[]>();
	for (const row of rows) {
		const owner = toCanonicalJson(toRowKey(row, partCount));
		const items = groups.get(owner);
		if (items === undefined) groups.set(owner, [fieldsOf(row)]);
		else items.push(fieldsOf(row));
	}
	return groups;
}

/** One row, with the items of its lists by field, as a record. SQL sends every column: nothing is absent, only null. */
export function toRecord(row: SqlRow, profile: EntityProfile, lists: ReadonlyMap<string, ItemsByRow>): ExternalRecord {
	const key = toRowKey(row, profile.key.length);
	const owner = toCanonicalJson(key);
	const fields: Record<string, JsonValue> = {...fieldsOf(row)};
	for (const {field} of profile.lists) fields[field] = lists.get(field)?.get(owner) ?? [];
	const changedAt = row[aliases.changedAt];
	const changedBy = row[aliases.changedBy];
	return {
		externalId: toExternalId(key),
		fields,
		// A day alone cannot be compared with a time.
		...(typeof changedAt === 'string' && changedAt.includes('T') ? {changedAt} : {}),
		...(typeof changedBy === 'string' && changedBy !== '' ? {changedBy} : {}),
		...toVersion(row[aliases.rowVersion]),
		...(isMarkedDeleted(row, profile) ? {isDeleted: true} : {}),
		...toMarker(row, key, profile),
	};
}

const toVersion = (version: JsonValue | undefined): {readonly version?: string} =>
	version === undefined || version === null ? {} : {version: typeof version === 'string' ? version : JSON.stringify(version)};

/** A row that was created by us carries the marker of that write in a column of its own, or in its key. */
function toMarker(row: SqlRow, [key]: RowKey, {creation}: EntityProfile): {readonly marker?: string} {
	if (creation !== undefined && 'marker' in creation) {
		const marker = row[aliases.marker];
		return typeof marker === 'string' ? {marker} : {};
	}
	if (creation === undefined || creation.keyPrefix === '' || typeof key !== 'string' || !key.startsWith(creation.keyPrefix)) return {};
	return {marker: key.slice(creation.keyPrefix.length)};
}

/** A row that is gone, as a table of tombstones tells it. */
export function toGone(row: SqlRow): ExternalRecord {
	const [changedAt, changedBy] = [row[aliases.changedAt], row[aliases.changedBy]];
	return {
		externalId: toExternalId(toRowKey(row, 1)), fields: {}, isDeleted: true,
		...(typeof changedAt === 'string' ? {changedAt} : {}), ...(typeof changedBy === 'string' ? {changedBy} : {}),
	};
}

export function toUnreadable(row: SqlRow, profile: EntityProfile): UnreadableRecord {
	const missing = profile.key.filter((_, at) => (row[aliases.key(at)] ?? null) === null);
	return {reason: `A row of "${profile.table}" has no ${missing.map(name => `"${name}"`).join(' and no ')}, by which it would be known.`, raw: fieldsOf(row)};
}

const fieldsOf = (row: SqlRow): JsonObject => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('#')));

function isMarkedDeleted(row: SqlRow, {deletion}: EntityProfile): boolean {
	if (deletion.kind !== 'marked') return false;
	const mark = row[aliases.deletion] ?? null;
	return deletion.values === undefined ? mark !== null : deletion.values.some(value => value === mark);
}
