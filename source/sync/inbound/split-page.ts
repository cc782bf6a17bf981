import type {Page, UnreadableRecord} from '../../core/connector.js';
import type {EntityDefinition} from '../../core/entity.js';
import {isDataError, type DataError} from './is-data-error.js';

const foreignKeyViolation = '23503';

/** A row of ours that lacks what it refers to may be taken later; one that others refer to by a key which it would lose may not. */
const describeRefusal = (refusal: DataError, table: string): Required<Pick<UnreadableRecord, 'stage' | 'reason'>> => {
	const detail = 'detail' in refusal && typeof refusal.detail === 'string' ? refusal.detail : `${refusal.message}.`;
	return refusal.code === foreignKeyViolation && 'table' in refusal && refusal.table === table
		? {stage: 'reference', reason: `It belongs to a record that is not here, and comes in by itself once that is: ${detail}`}
		: {stage: 'write', reason: `The database refused it: ${refusal.message}.`};
};

/**
 * Writes a page whole or, when the database refuses a value in it, in ever smaller parts, until the records at fault
 * stand alone; those are written as unreadable. One bad record among a thousand costs twenty attempts and loses nothing.
 */
export async function* writeInParts<T>({table}: Pick<EntityDefinition, 'table'>, page: Page, write: (part: Page, isLast: boolean) => Promise<T>, isLast = true): AsyncGenerator<T> {
	let refusal: DataError;
	try {
		yield await write(page, isLast);
		return;
	} catch (error) {
		if (!isDataError(error) || page.records.length === 0) throw error;
		refusal = error;
	}
	const [record] = page.records;
	if (page.records.length === 1 && record !== undefined) {
		const unreadable = {externalId: record.externalId, raw: record.fields, ...describeRefusal(refusal, table)};
		yield await write({...page, records: [], unreadable: [...page.unreadable, unreadable]}, isLast);
		return;
	}
	const middle = Math.ceil(page.records.length / 2);
	yield* writeInParts({table}, {...page, records: page.records.slice(0, middle)}, write, false);
	yield* writeInParts({table}, {...page, records: page.records.slice(middle), known: [], unreadable: []}, write, isLast);
}
