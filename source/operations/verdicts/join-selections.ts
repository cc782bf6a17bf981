import {listSelected, toConflictSelection, type ConflictSelection} from '../../core/conflict-selection.js';

/** One selection of all, by id. */
export function joinSelections(selections: readonly ConflictSelection[]): ConflictSelection {
	const [only] = selections;
	if (only !== undefined && selections.length === 1) return only;
	return toConflictSelection(selections.flatMap(listSelected).sort((left, right) => left.id - right.id));
}
