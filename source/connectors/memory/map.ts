import * as z from 'zod';
import type {ExternalRecord, UnreadableRecord} from '../../core/connector.js';
import {isJsonObject, type JsonValue} from '../../core/json.js';
import type {WireThing} from './wire.js';

const thingSchema: z.ZodType<WireThing> = z.object({
	id: z.string().min(1),
	revision: z.number().int(),
	modified: z.iso.datetime(),
	modifiedBy: z.string(),
	gone: z.literal(true).optional(),
	data: z.record(z.string(), z.json()),
}).transform(({gone, ...thing}) => (gone === undefined ? thing : {...thing, gone}));

/** One item of a list, or why it cannot be read; one bad item never costs the others. */
export function parseThing(item: JsonValue): {readonly record: ExternalRecord} | {readonly unreadable: UnreadableRecord} {
	const parsed = thingSchema.safeParse(item);
	if (parsed.success) return {record: toRecord(parsed.data)};
	const id = isJsonObject(item) && typeof item['id'] === 'string' && item['id'] !== '' ? {externalId: item['id']} : {};
	const reason = parsed.error.issues.map(({path, message}) => `${path.join('.') || 'item'}: ${message}`).join('; ');
	return {unreadable: {...id, reason, raw: item}};
}

/** Things that we create are named after the marker of their write. */
export const createdPrefix = 'parley-';

export const toRecord = ({id, revision, modified, modifiedBy, gone, data}: WireThing): ExternalRecord => ({
	externalId: id,
	// Keys that the service did not send stay absent; nothing here turns them into null.
	fields: data,
	changedAt: modified,
	changedBy: modifiedBy,
	version: String(revision),
	...(gone ? {isDeleted: true} : {}),
	// What we had made is known as ours by whoever meets it first.
	...(id.startsWith(createdPrefix) ? {marker: id.slice(createdPrefix.length)} : {}),
});
