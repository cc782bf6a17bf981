import type {ExternalRecord, UnreadableRecord} from '../../core/connector.js';
import type {JsonArray} from '../http/body-reader.js';
import type {ListedEntity} from './export-plan.js';
import {toRecord, type AssetFields} from './map.js';

export type PageContent = {
	readonly records: readonly ExternalRecord[];
	readonly unreadable: readonly UnreadableRecord[];
	/** How many elements held something that was replaced by a visible sign. */
	readonly sanitized: number;
};

/** The elements of a chunk as records; those that are none stand apart and hold up nothing. */
export function toPageContent(entity: ListedEntity, {elements}: JsonArray, own: AssetFields): PageContent {
	const records: ExternalRecord[] = [];
	const unreadable: UnreadableRecord[] = [];
	let sanitized = 0;
	for (const element of elements) {
		if (element.kind === 'unreadable') {
			unreadable.push({reason: element.reason, raw: element.raw});
			continue;
		}

		if (element.isSanitized) sanitized++;
		const mapped = toRecord(entity, element.value, own);
		if (mapped.kind === 'record') records.push(mapped.record);
		else unreadable.push(mapped.record);
	}

	return {records, unreadable, sanitized};
}
