import {listSelected, toConflictSelection, type ConflictSelection} from '../../core/conflict-selection.js';
import type {BulkVerdictPage} from '../../core/stores/bulk-verdict-store.js';

/** The conflicts of a page, or of a part of it, that were neither settled nor skipped. */
export function leftOf({selection, settledIds, skipped}: Omit<BulkVerdictPage, 'page'>, part?: ReadonlySet<number>): ConflictSelection {
	const done = new Set([...settledIds, ...skipped.flatMap(one => one.ids)]);
	return toConflictSelection(listSelected(selection).filter(({id}) => !done.has(id) && part?.has(id) !== false));
}
