import type {ExternalRecord, UnreadableRecord} from '../../core/connector.js';
import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import type {ListedEntity} from './export-plan.js';

export type MappedElement = {readonly kind: 'record'; readonly record: ExternalRecord} | {readonly kind: 'unreadable'; readonly record: UnreadableRecord};

/** An element of an export, as a record; `categories` are the tag categories that are fields of an asset. */
export function toRecord(entity: ListedEntity, element: JsonValue, categories: readonly string[]): MappedElement {
	if (!isJsonObject(element)) return unreadable('It is not an object.', element);
	return entity === 'asset' ? toAsset(element, categories) : toFinding(element);
}

/** The v1 record, with `tag`: a key for each category, its value or null. Without `tags` on the wire there is no `tag`. */
export function toAsset(asset: JsonObject, categories: readonly string[]): MappedElement {
	const id = asset['id'];
	if (!isIdentifier(id)) return unreadable('It has no usable "id".', asset);
	const changedAt = toIsoTime(asset['updated_at']);
	const isDeleted = isPresent(asset['deleted_at']) || isPresent(asset['terminated_at']);
	const tags = asset['tags'];
	const fields = tags === undefined ? asset : {...asset, tag: toTagFields(Array.isArray(tags) ? tags : [], categories)};
	return {kind: 'record', record: {externalId: id, fields, ...(changedAt !== undefined && {changedAt}), ...(isDeleted && {isDeleted})}};
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

export const joinTagValues = (values: readonly string[]): string | null => (values.length === 0 ? null : [...new Set(values)].sort().join(', '));

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

/** ISO text, or Unix time in seconds or milliseconds: the documentation and the wire differ. */
export function toIsoTime(value: JsonValue | undefined): string | undefined {
	const isText = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value);
	if (!isText && typeof value !== 'number') return undefined;
	const time = new Date(typeof value === 'number' && value < 1e11 ? value * 1000 : value);
	return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function unreadable(reason: string, raw: JsonValue): MappedElement {
	const id = isJsonObject(raw) && isIdentifier(raw['id']) ? raw['id'] : undefined;
	return {kind: 'unreadable', record: {reason, raw, ...(id !== undefined && {externalId: id})}};
}
