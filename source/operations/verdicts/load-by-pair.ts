import type {PairKey} from '../../core/pair-key.js';

/** Loads something of every pair that occurs, once each. Gives it by pair; undefined for a pair that did not occur. */
export async function loadByPair<T>(pairs: readonly PairKey[], load: (pair: PairKey) => Promise<T>): Promise<(pair: PairKey) => T | undefined> {
	const loaded = new Map<string, T>();
	for (const pair of pairs) {
		if (!loaded.has(nameOf(pair))) loaded.set(nameOf(pair), await load(pair));
	}
	return pair => loaded.get(nameOf(pair));
}

const nameOf = ({externalSystemId, entityType}: PairKey): string => `${externalSystemId} ${entityType}`;
