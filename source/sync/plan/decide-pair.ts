import type {Connector, Page} from '../../core/connector.js';
import type {RunCounts} from '../../core/operation.js';
import type {StrangerQuestion} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import type {SyncSelection} from '../../core/sync-selection.js';
import type {PairPlan} from '../../core/sync-plan.js';
import type {DecidedRecord} from '../decide/decided-record.js';
import {loadKnown, readKnown} from '../inbound/known-links.js';
import {listPages} from '../inbound/list-pages.js';
import {askAhead} from '../inbound/page-links.js';
import {createLookState} from './look-state.js';
import {toPairKey, type Pair} from '../pair.js';
import {preparePage} from '../inbound/prepare-page.js';
import {workAhead} from '../inbound/work-ahead.js';

export type PairLook = {
	readonly pair: Pair;
	readonly connector: Connector;
	readonly scope: 'changes' | 'full';
	readonly selection: SyncSelection | undefined;
	/** Names the look in what is read; nothing is written under it. */
	readonly id: string;
	readonly at: Date;
	readonly signal: AbortSignal;
	/** Gets what would be written, page by page; the next page waits for it. */
	readonly onTouched: (decided: readonly DecidedRecord[]) => Promise<void>;
	/** What `onTouched` got of this record counts no more: a newer copy of it was shown, which comes next, if it leads to anything. */
	readonly onReplaced: (record: Pick<DecidedRecord, 'externalId' | 'linkId'>) => Promise<void>;
	readonly onProgress: (counts: RunCounts) => void;
};

export type DecidedPair = PairPlan & {
	/** Links of records that a complete listing did not return. */
	readonly vanished: readonly string[];
	/** Questions that such a listing answers by not showing what they are about. */
	readonly ended: readonly StrangerQuestion[];
	/** The last page, with the watermark of the listing. */
	readonly last: Page | undefined;
	readonly isFull: boolean;
	/** Not a part that a person named. */
	readonly isWhole: boolean;
};

/**
 * Decides a whole inbound run of one pair by the functions that the run itself decides with, and writes nothing. What
 * earlier pages would have written is remembered by fingerprints, so memory stays flat. A guard that trips is told.
 */
export async function decidePair(stores: Stores, look: PairLook): Promise<DecidedPair> {
	const {pair: {definition}, connector, signal, selection} = look;
	const checkpoint = await stores.checkpoints.find(toPairKey(look.pair));
	const since = look.scope === 'changes' ? checkpoint?.watermark : undefined;
	const state = createLookState(stores, look);
	let last: Page | undefined;
	const isWhole = selection === undefined;
	// As a run does, everything also means the links whose record of ours is gone.
	const bereft = look.scope === 'full' && isWhole ? askAhead(stores.pages.listBereftLinks, look.pair) : undefined;
	const known = loadKnown(stores.pages, look.pair, {since, selection});
	const read = readKnown(look.pair, known);
	for await (const prepared of workAhead(listPages({...look, since, read}), page => preparePage(stores.pages, look.pair, page, {read}))) {
		signal.throwIfAborted();
		last = prepared.page;
		await state.takePage(prepared);
	}
	await state.takeLinks(stores.pages.listEditedLinks);
	if (bereft !== undefined) await state.takeLinks(bereft);
	const problems = last?.gaps ?? [];
	const canConclude = known !== undefined && problems.length === 0 && connector.capabilities.entities[definition.entityType]?.canDetectDeletes === true;
	const vanished = canConclude ? await state.takeMissing(await known) : [];
	const ended = canConclude ? await state.takeEnded() : [];
	return {...state.result(), problems, vanished, ended, last, isFull: known !== undefined, isWhole};
}
