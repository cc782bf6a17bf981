import type {PageScope, PageStore} from '../../core/stores/page-store.js';
import type {ChangedRecord} from '../decide/decided-record.js';
import {lookAtShape} from './look-at-shape.js';
import type {Pair} from '../pair.js';

/** As long as this the form of a new pair's records is only learned: what is rare among them is no news. */
const learningMs = 24 * 60 * 60 * 1000;

/** Records of a page that are looked at: while all is new there are many pages of them, and few of each tell as much. */
const most = {first: 200, learning: 20, known: 200} as const;

/**
 * Notices records whose form is another than that of all before them: what a page changed is compared with what is known of
 * the pair. A pass that changes nothing looks at nothing.
 */
export async function noticeDrift(pages: PageStore, scope: PageScope, pair: Pair, changed: readonly Pick<ChangedRecord, 'record'>[]): Promise<void> {
	const whole = changed.filter(({record}) => record.isPartial !== true && record.isDeleted !== true);
	if (whole.length === 0) return;
	const known = await pages.findShape(scope);
	const isLearning = known === undefined || scope.at.getTime() - known.firstSeenAt.getTime() < learningMs;
	// Neighbours later on: the fields of records that came together are made again together.
	const looked = known === undefined ? takeEvenly(whole, most.first) : whole.slice(0, isLearning ? most.learning : most.known);
	const {shape, hasChanged, drift} = lookAtShape(pair, known?.shape, looked.map(({record}) => record.fields));
	if (hasChanged) await pages.saveShape(scope, shape, {systemName: pair.system.systemName, drift: isLearning ? [] : drift});
}

/** At most so many of them, from all parts of the list. */
const takeEvenly = <Item>(items: readonly Item[], count: number): readonly Item[] =>
	(items.length <= count ? items : Array.from({length: count}, (_, index) => items[Math.floor((index * items.length) / count)]).filter(item => item !== undefined));
