import type {ExternalRecord, UnreadableRecord} from '../../core/connector.js';
import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import type {DateCodec} from './date-codec.js';
import {controlFields, milestonesField, personField, poamFields, systemFields, type FieldShape} from './fields.js';

/** `key` orders the records of one system, also across processes. */
export type MappedElement = {readonly key: string} & ({readonly record: ExternalRecord} | {readonly unreadable: UnreadableRecord});

export type ElementMapper = (element: JsonValue, place: number, codec: DateCodec) => MappedElement;

/** A number of the API as text. Beyond 15 digits JSON numbers are no longer told apart by every program between us. */
export function toId(value: JsonValue | undefined): string | undefined {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
	return /^\d{1,15}$/.test(text) ? text : undefined;
}

/** Known by its number. */
export const toSystem: ElementMapper = (element, place, codec) => {
	if (!isJsonObject(element)) return unreadable(place, 'It is not an object.', element);
	const id = toId(element['systemId']);
	if (id === undefined) return unreadable(place, 'It has no usable "systemId".', element);
	const status = element['authorizationStatus'];
	const active = typeof status === 'string' ? {active: status !== 'Decommissioned'} : {};
	return {key: numberKey(id), record: {externalId: id, fields: {...toFields(element, systemFields, codec), ...active}}};
};

/** Known by system and acronym: "1001:AC-2(1)". */
export const toControl: ElementMapper = (element, place, codec) => {
	if (!isJsonObject(element)) return unreadable(place, 'It is not an object.', element);
	const system = toId(element['systemId']);
	const acronym = element['acronym'];
	if (system === undefined) return unreadable(place, 'It has no usable "systemId".', element);
	if (!isAcronym(acronym)) return unreadable(place, 'It has no usable "acronym".', element);
	return {key: acronym, record: {externalId: `${system}:${acronym}`, fields: toFields(element, controlFields, codec)}};
};

/** Known by system and number: "1001:17". The API names no time and no author of a change. */
export const toPoam: ElementMapper = (element, place, codec) => {
	if (!isJsonObject(element)) return unreadable(place, 'It is not an object.', element);
	const system = toId(element['systemId']);
	const id = toId(element['poamId']);
	if (system === undefined) return unreadable(place, 'It has no usable "systemId".', element);
	if (id === undefined) return unreadable(place, 'It has no usable "poamId".', element);
	const {pocFirstName, pocLastName, milestones} = element;
	const names = [pocFirstName, pocLastName].filter(name => typeof name === 'string' && name !== '');
	return {key: numberKey(id), record: {
		externalId: `${system}:${id}`,
		...toMarker(element['externalUid']),
		fields: {
			...toFields(element, poamFields, codec),
			...(pocFirstName === undefined && pocLastName === undefined ? {} : {[personField]: names.length === 0 ? null : names.join(' ')}),
			...(milestones === undefined ? {} : {[milestonesField]: toMilestones(milestones, codec)}),
		},
	}};
};

/** Ours are UUIDs; other programs put their own numbers there. */
const toMarker = (externalUid: JsonValue | undefined): {readonly marker?: string} =>
	typeof externalUid === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(externalUid) ? {marker: externalUid} : {};

/** Nothing is taken that could mean more than itself in a query. */
export const isAcronym = (value: JsonValue | undefined): value is string => typeof value === 'string' && /^[A-Za-z0-9][\w().\- ]{0,48}$/.test(value);

/** Those that are not marked for deletion, oldest first: what may be edited of them, and nothing that changes by itself. */
function toMilestones(value: JsonValue, codec: DateCodec): readonly JsonObject[] {
	const items = Array.isArray(value) ? (value as readonly JsonValue[]).filter(item => isJsonObject(item)) : [];
	return items.filter(item => item['isActive'] !== false)
		.map(item => ({
			milestone_id: toId(item['milestoneId']) ?? null, description: item['description'] ?? null,
			scheduled_date: toValue(item['scheduledCompletionDate'] ?? null, 'day', codec),
		}))
		.sort((left, right) => (numberKey(left.milestone_id ?? '') < numberKey(right.milestone_id ?? '') ? -1 : 1));
}

/** A field that was not sent stays absent. */
function toFields(element: JsonObject, shapes: readonly FieldShape[], codec: DateCodec): JsonObject {
	const byWire = new Map(shapes.map(shape => [shape.wire, shape]));
	return Object.fromEntries(Object.entries(element).map(([wire, value]) => {
		const shape = byWire.get(wire);
		return shape === undefined ? [wire, value] : [shape.name, toValue(value, shape.kind, codec)];
	}));
}

function toValue(value: JsonValue, kind: FieldShape['kind'], codec: DateCodec): JsonValue {
	if (kind === 'id') return toId(value) ?? value;
	const seconds = (kind === 'day' || kind === 'time') && (typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,12}$/.test(value))) ? Number(value) : undefined;
	// Years beyond four digits are no dates: the value stays what it is, and the mapping says so.
	if (seconds === undefined || Math.abs(seconds) > 253_402_300_799) return value;
	return kind === 'day' ? codec.toDay(seconds) : new Date(seconds * 1000).toISOString();
}

const numberKey = (id: string): string => id.padStart(15, '0');

/** Behind everything that can be read. */
function unreadable(place: number, reason: string, raw: JsonValue): MappedElement {
	return {key: `~${String(place).padStart(9, '0')}`, unreadable: {reason, raw}};
}
