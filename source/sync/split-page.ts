import type {Page} from '../core/connector.js';

/** SQL states of class 22 (a value does not fit) and 23 (a constraint refuses it): the data is at fault, not the run. */
export function isDataError(error: unknown): error is Error & {readonly code: string} {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]\w{3}$/.test(error.code);
}

/**
 * Writes a page whole or, when the database refuses a value in it, in ever smaller parts, until the records at fault
 * stand alone; those are written as unreadable. One bad record among a thousand costs twenty attempts and loses nothing.
 */
export async function* writeInParts<T>(page: Page, write: (part: Page, isLast: boolean) => Promise<T>, isLast = true): AsyncGenerator<T> {
	let refusal: Error;
	try {
		yield await write(page, isLast);
		return;
	} catch (error) {
		if (!isDataError(error) || page.records.length === 0) throw error;
		refusal = error;
	}
	const [record] = page.records;
	if (page.records.length === 1 && record !== undefined) {
		const unreadable = {externalId: record.externalId, reason: `The database refused it: ${refusal.message}.`, raw: record.fields};
		yield await write({...page, records: [], unreadable: [...page.unreadable, unreadable]}, isLast);
		return;
	}
	const middle = Math.ceil(page.records.length / 2);
	yield* writeInParts({...page, records: page.records.slice(0, middle)}, write, false);
	yield* writeInParts({...page, records: page.records.slice(middle), unreadable: []}, write, isLast);
}
