import type {ConflictSelection} from '../../core/conflict-selection.js';
import {RefusedValue} from '../../core/stores/verdict-page-store.js';

export type PartWork<T> = {
	/** One transaction over a part. */
	readonly write: (part: ConflictSelection) => Promise<T>;
	/** Our table does not take the value of the one conflict that is left. */
	readonly giveUp: (part: ConflictSelection, refusal: RefusedValue) => Promise<T>;
};

/**
 * Writes a selection whole or, when our table refuses a value in it, in ever smaller parts, until the conflicts at fault
 * stand alone: one among two thousand costs some twenty transactions, and the others do not suffer from it.
 */
export async function* inParts<T>(part: ConflictSelection, work: PartWork<T>): AsyncGenerator<T> {
	if (part.ids.length === 0) return;
	let refusal: RefusedValue;
	try {
		yield await work.write(part);
		return;
	} catch (error) {
		if (!(error instanceof RefusedValue)) throw error;
		refusal = error;
	}
	if (part.ids.length === 1) {
		yield await work.giveUp(part, refusal);
		return;
	}
	const middle = Math.ceil(part.ids.length / 2);
	yield* inParts({ids: part.ids.slice(0, middle), versions: part.versions.slice(0, middle)}, work);
	yield* inParts({ids: part.ids.slice(middle), versions: part.versions.slice(middle)}, work);
}
