/** Conflicts, each in the version in which it was seen: `versions[n]` belongs to `ids[n]`. Ids ascend. */
export type ConflictSelection = {readonly ids: readonly number[]; readonly versions: readonly number[]};

/** One conflict of a selection. */
export type SeenConflict = {readonly id: number; readonly version: number};

/** These conflicts, which come in the order of their ids, as a selection. */
export const toConflictSelection = (conflicts: readonly SeenConflict[]): ConflictSelection => ({ids: conflicts.map(({id}) => id), versions: conflicts.map(({version}) => version)});

/** The conflicts of a selection one by one, in its order. */
export const listSelected = ({ids, versions}: ConflictSelection): readonly SeenConflict[] => ids.map((id, index) => ({id, version: versions[index] ?? 0}));
