import type {SkippedConflicts} from '../../core/stores/bulk-verdict-store.js';

/** Gathers conflicts that were left as they are, by why. */
export type SkipList = {
	readonly add: (reason: string, ids: readonly number[]) => void;
	/** Most first. */
	readonly list: () => readonly SkippedConflicts[];
};

export function createSkipList(): SkipList {
	const byReason = new Map<string, number[]>();
	return {
		add: (reason, ids) => {
			const known = byReason.get(reason);
			if (known === undefined) byReason.set(reason, [...ids]);
			else for (const id of ids) known.push(id);
		},
		list: () => [...byReason].map(([reason, ids]) => ({reason, ids})).sort((left, right) => right.ids.length - left.ids.length),
	};
}
