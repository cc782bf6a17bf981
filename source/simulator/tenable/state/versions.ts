import type {AssetBook} from './asset-book.js';
import type {Effect} from './effect.js';
import type {RuleBook} from './rule-book.js';

/** Tells without a look at any record whether it may read otherwise than before. */
export type Versions = {
	/** An effect is applied. */
	readonly move: (effect: Effect) => void;
	/** Another text whenever the records of one of these assets may have changed, by an effect or because a rule has expired. */
	readonly versionOf: (assetIndexes: readonly number[], now: number) => string;
};

export function createVersions(assets: AssetBook, rules: RuleBook): Versions {
	const latest = new Map<number, number>();
	let [count, latestOfAll] = [0, 0];
	return {
		move(effect) {
			count += 1;
			const ids = 'asset' in effect ? [effect.asset] : 'assets' in effect ? effect.assets : undefined;
			// Tags, attributes and rules may show on any asset.
			if (ids === undefined) latestOfAll = count;
			for (const index of ids?.map(assets.findIndex) ?? []) if (index !== undefined) latest.set(index, count);
		},
		versionOf: (indexes, now) =>
			`${indexes.reduce((newest, index) => Math.max(newest, latest.get(index) ?? 0), latestOfAll)} ${rules.expiredCount(now)}`,
	};
}
