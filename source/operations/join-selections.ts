import type {ConflictSelection} from '../core/stores/bulk-verdict-store.js';

/** One selection of all, by id. */
export function joinSelections(selections: readonly ConflictSelection[]): ConflictSelection {
	const [only] = selections;
	if (only !== undefined && selections.length === 1) return only;
	const all = selections.flatMap(({ids, versions}) => ids.map((id, index) => ({id, version: versions[index] ?? 0}))).sort((left, right) => left.id - right.id);
	return {ids: all.map(({id}) => id), versions: all.map(({version}) => version)};
}
