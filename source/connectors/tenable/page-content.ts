import type {ExternalRecord, UnreadableRecord} from '../../core/connector.js';
import type {JsonObject} from '../../core/json.js';
import type {RecordReader} from '../../core/mapping.js';
import type {ArrayElement} from '../http/array-reader.js';
import type {ListedEntity} from './export-plan.js';
import {ListedRecord} from './listed-record.js';
import {toAssetFields, toRecord, type AssetFields} from './map.js';

export type PageContent = {
	readonly records: readonly ExternalRecord[];
	/** Records that the reader knew: their links. */
	readonly known: readonly string[];
	readonly unreadable: readonly UnreadableRecord[];
	/** How many elements held something that was replaced by a visible sign. */
	readonly sanitized: number;
};

/** An element of a chunk as it is kept until its page is looked at. */
export type PageItem =
	| {readonly kind: 'record'; readonly record: ExternalRecord; readonly isSanitized: boolean}
	| {readonly kind: 'known'; readonly linkId: string}
	| {readonly kind: 'unreadable'; readonly record: UnreadableRecord};

export type Taker = (element: ArrayElement) => PageItem;

/** Takes elements as records; those that are none stand apart and hold up nothing. */
export function createTaker(entity: ListedEntity, own: AssetFields, read: RecordReader | undefined): Taker {
	const toFields = entity === 'asset' ? (sent: JsonObject): JsonObject => toAssetFields(sent, own) : undefined;
	return element => {
		if (element.kind === 'unreadable') return {kind: 'unreadable', record: {reason: element.reason, raw: element.raw}};
		const mapped = toRecord(entity, element.value, own);
		if (mapped.kind === 'unreadable') return mapped;
		const {isSanitized} = element;
		if (read === undefined) return {kind: 'record', isSanitized, record: mapped.record};
		const found = read(mapped.record);
		return 'linkId' in found ? {kind: 'known', linkId: found.linkId} : {kind: 'record', isSanitized, record: new ListedRecord(mapped.record, found, element, toFields)};
	};
}

export const toPageContent = (items: readonly PageItem[]): PageContent => ({
	records: items.flatMap(item => (item.kind === 'record' ? [item.record] : [])),
	known: items.flatMap(item => (item.kind === 'known' ? [item.linkId] : [])),
	unreadable: items.flatMap(item => (item.kind === 'unreadable' ? [item.record] : [])),
	sanitized: items.filter(item => item.kind === 'record' && item.isSanitized).length,
});
