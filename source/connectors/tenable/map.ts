import type {ExternalRecord, UnreadableRecord} from '../../core/connector.js';
import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import {isVersion2, toVersion1} from './asset-v2.js';
import type {AttributeField} from './attribute-wire.js';
import type {ListedEntity} from './export-plan.js';

export type MappedElement = {readonly kind: 'record'; readonly record: ExternalRecord} | {readonly kind: 'unreadable'; readonly record: UnreadableRecord};

/** What becomes a field of an asset beside what it has by itself: tag categories, and custom attributes. */
export type AssetFields = {readonly categories: readonly string[]; readonly attributes: readonly AttributeField[]};

/** An element of an export, as a record. */
export function toRecord(entity: ListedEntity, element: JsonValue, own: AssetFields): MappedElement {
	if (!isJsonObject(element)) return unreadable('It is not an object.', element);
	return entity === 'asset' ? toAsset(element, own) : toFinding(element);
}

/** What a record of an asset holds, and by what it is known. */
export function toAsset(sent: JsonObject, own: AssetFields): MappedElement {
	const asset = toAssetFields(sent, own);
	const id = asset['id'];
	if (!isIdentifier(id)) return unreadable('It has no usable "id".', sent);
	const changedAt = toIsoTime(asset['updated_at']);
	const isDeleted = isPresent(asset['deleted_at']) || isPresent(asset['terminated_at']);
	return {kind: 'record', record: {externalId: id, fields: asset, ...(changedAt !== undefined && {changedAt}), ...(isDeleted && {isDeleted})}};
}

/**
 * An asset in the form of version 1, with `tag`: a key for each category, its value or null. Without `tags` on the wire
 * there is no `tag`. From version 2 also `attribute`, in the same way: version 1 does not show custom attributes.
 */
export function toAssetFields(sent: JsonObject, {categories, attributes}: AssetFields): JsonObject {
	const asset = isVersion2(sent) ? toVersion1(sent) : sent;
	const tags = asset['tags'];
	return {
		...asset,
		...(tags !== undefined && {tag: toTagFields(Array.isArray(tags) ? tags : [], categories)}),
		...(asset !== sent && attributes.length > 0 && {attribute: toAttributeFields(toAttributeValues(asset['custom_attributes']), attributes)}),
	};
}

/** The record as it came, known by asset, plugin, port and protocol, which is how Tenable tells findings apart. */
export function toFinding(finding: JsonObject): MappedElement {
	const assetId = pick(finding, 'asset', 'uuid');
	const pluginId = pick(finding, 'plugin', 'id');
	const port = pick(finding, 'port', 'port');
	const protocol = pick(finding, 'port', 'protocol');
	if (!isIdentifier(assetId)) return unreadable('It has no usable "asset.uuid".', finding);
	if (!isNumberWithin(pluginId, 1e12)) return unreadable('It has no usable "plugin.id".', finding);
	if (!isNumberWithin(port, 65_535)) return unreadable('It has no usable "port.port".', finding);
	if (typeof protocol !== 'string' || !/^[\w-]{1,16}$/.test(protocol)) return unreadable('It has no usable "port.protocol".', finding);
	const changedAt = toIsoTime(finding['indexed']) ?? toIsoTime(finding['last_fixed']) ?? toIsoTime(finding['last_found']);
	return {kind: 'record', record: {externalId: `${assetId}:${pluginId}:${port}:${protocol}`, fields: finding, ...(changedAt !== undefined && {changedAt})}};
}

type Tag = {readonly category: string; readonly value: string};

/** One text for each category, several values in order with commas between; null where nothing is assigned. */
export function toTagFields(tags: readonly JsonValue[], categories: readonly string[]): JsonObject {
	const found = tags.flatMap(toTag);
	return Object.fromEntries(categories.map(category => {
		const values = found.filter(tag => isSameName(tag.category, category)).map(tag => tag.value);
		return [category, joinTagValues(values)];
	}));
}

/** The value of each attribute, null where the asset has none. */
const toAttributeFields = (values: ReadonlyMap<string, string>, attributes: readonly AttributeField[]): JsonObject =>
	Object.fromEntries(attributes.map(({name, id}) => [name, (id === undefined ? undefined : values.get(id)) ?? null]));

function toAttributeValues(list: JsonValue | undefined): ReadonlyMap<string, string> {
	const pairs = (Array.isArray(list) ? list : []).flatMap((item): readonly (readonly [string, string])[] => {
		if (!isJsonObject(item)) return [];
		const {id, value} = item;
		return (typeof id === 'string' || typeof id === 'number') && typeof value === 'string' && value !== '' ? [[String(id), value]] : [];
	});
	return new Map(pairs);
}

const joinTagValues = (values: readonly string[]): string | null => (values.length === 0 ? null : [...new Set(values)].sort().join(', '));

/** Names are compared without their case: a near-twin of what is there helps nobody. */
export const isSameName = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

function toTag(tag: JsonValue): readonly Tag[] {
	if (!isJsonObject(tag)) return [];
	const {key, value} = tag;
	return typeof key === 'string' && typeof value === 'string' ? [{category: key, value}] : [];
}

function pick(record: JsonObject, part: string, name: string): JsonValue | undefined {
	const inner = record[part];
	return isJsonObject(inner) ? inner[name] : undefined;
}

const isPresent = (value: JsonValue | undefined): boolean => value !== undefined && value !== null && value !== '';

/** A UUID in practice. Nothing is taken that could mean more than itself in a path or in an identity of several parts. */
export const isIdentifier = (value: JsonValue | undefined): value is string => typeof value === 'string' && /^[\w-]{1,128}$/.test(value);

/** A whole number, also as a text: both were seen. */
function isNumberWithin(value: JsonValue | undefined, most: number): boolean {
	if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d{1,13}$/.test(value))) return false;
	const number = Number(value);
	return Number.isInteger(number) && number >= 0 && number <= most;
}

/** What `toISOString` gives, or the same with microseconds, on a day that every month has. */
const plainTime = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}(?:\d{3})?Z$/;

/** ISO text, or Unix time in seconds or milliseconds: the documentation and the wire differ. */
export function toIsoTime(value: JsonValue | undefined): string | undefined {
	// A date object for each time of each download would cost more than all else that is looked at here.
	if (typeof value === 'string' && plainTime.test(value)) return value.length === 24 ? value : `${value.slice(0, 23)}Z`;
	const isText = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value);
	if (!isText && typeof value !== 'number') return undefined;
	const time = new Date(typeof value === 'number' && value < 1e11 ? value * 1000 : value);
	return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function unreadable(reason: string, raw: JsonValue): MappedElement {
	const id = isJsonObject(raw) && isIdentifier(raw['id']) ? raw['id'] : undefined;
	return {kind: 'unreadable', record: {reason, raw, ...(id !== undefined && {externalId: id})}};
}
