import type {Verdict} from '../core/conflict.js';
import type {ConflictPredicate} from '../core/predicate/conflict-predicate.js';
import type {ConflictSelection} from '../core/conflict-selection.js';
import {toCanonicalJson} from '../core/json.js';
import type {BulkVerdict, BulkVerdictPage, SkippedConflicts} from '../core/stores/bulk-verdict-store.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {joinSelections} from './verdicts/join-selections.js';
import {leftOf} from './verdicts/left-of.js';
import {requireChange} from './require-role.js';
import {settlePage} from './verdicts/settle-page.js';
import {createSkipList} from './verdicts/skip-list.js';
import {unknownBulkVerdict} from './verdicts/unknown-bulk-verdict.js';

/** Conflicts that are settled in one transaction: enough to be fast, and few enough to stop soon. */
const pageSize = 2000;

export type BulkRequest = {
	readonly predicate: ConflictPredicate;
	readonly verdict: Verdict;
	/** Nothing is done when another number of conflicts is found. */
	readonly expectedCount?: number;
	/** The conflicts as a person saw them in a preview, instead of what the predicate finds now. */
	readonly selection?: ConflictSelection;
	/** A UUID that names this verdict for ever: giving it again goes on where it stopped, and does nothing twice. */
	readonly requestId?: string;
};

/** A verdict that was begun before, to be gone on with. */
export type BulkResumption = {readonly requestId: string};

export type BulkOptions = {
	/** Stops after the page under way. */
	readonly signal?: AbortSignal;
	readonly onProgress?: (progress: BulkProgress) => void;
};

export type BulkProgress = {readonly requestId: string; readonly total: number; readonly done: number; readonly skipped: number};

/** What became of every conflict of a bulk verdict, over all runs of it. */
export type BulkOutcome = {
	readonly requestId: string;
	/** `stopped`: the same request goes on with what is left. */
	readonly state: 'finished' | 'stopped';
	readonly done: readonly number[];
	/** Settled by it, and opened again by an undo that was before: a verdict that is given again leaves them as they are. */
	readonly takenBack: readonly number[];
	/** Left as they are, by why. */
	readonly skipped: readonly SkippedConflicts[];
	/** Not yet looked at. */
	readonly left: readonly number[];
};

/**
 * Gives one verdict to many conflicts: each gets exactly what it would get alone, page by page, a transaction each. What
 * moved since it was seen, or cannot be settled so, is skipped and told. A run that stops or dies leaves every page done
 * or not done, and goes on by its request id.
 * @throws CONFLICT_STALE when the count is not the expected one, VALUE_INVALID, NOT_FOUND
 */
export async function resolveConflicts(context: OperationContext, request: BulkRequest | BulkResumption, {signal, onProgress}: BulkOptions = {}): Promise<BulkOutcome> {
	requireChange(context, 'operator', 'settle conflicts');
	const {bulkVerdicts} = context.database.stores;
	const bulk = await beginOrResume(context, request);
	await context.failpoint?.('bulk.begun');
	const pages = await bulkVerdicts.listPages(bulk.requestId);
	const counts = countPages(pages);
	const tell = (): void => onProgress?.({requestId: bulk.requestId, total: bulk.total, ...counts});
	tell();
	for (const page of pages) {
		if (signal?.aborted) break;
		for await (const {settledIds, skipped} of settlePage(context, bulk, page)) {
			counts.done += settledIds.length;
			counts.skipped += skipped.reduce((sum, {ids}) => sum + ids.length, 0);
			tell();
		}
	}
	return toOutcome(bulk.requestId, await bulkVerdicts.listPages(bulk.requestId));
}

async function beginOrResume(context: OperationContext, request: BulkRequest | BulkResumption): Promise<BulkVerdict> {
	const {bulkVerdicts} = context.database.stores;
	const requestId = request.requestId ?? context.newId();
	if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(requestId)) {
		throw new AppError({code: 'VALUE_INVALID', message: `"${requestId}" is no id of a request.`, nextStep: 'An id is a UUID, such as 3f2b8c1e-5d4a-4b7e-9c6f-0a1b2c3d4e5f.'});
	}
	const known = request.requestId === undefined ? undefined : await bulkVerdicts.find(requestId);
	if ('verdict' in request) {
		if (known === undefined) return begin(context, requestId, request);
		requireSame(known, request);
		return known;
	}
	if (known === undefined) throw unknownBulkVerdict(requestId);
	return known;
}

/** Fixes which conflicts it is about, each in the version that was seen, before the first is touched. */
async function begin({database, actor, clock}: OperationContext, requestId: string, {predicate, verdict, expectedCount, selection}: BulkRequest): Promise<BulkVerdict> {
	const seen = selection ?? joinSelections((await database.stores.bulkVerdicts.selectPending(predicate)).map(group => group.selection));
	const total = seen.ids.length;
	if (expectedCount !== undefined && expectedCount !== total) {
		throw new AppError({
			code: 'CONFLICT_STALE',
			message: `The predicate finds ${total} conflicts now, and not ${expectedCount}; nothing was changed.`,
			nextStep: 'Look at the preview again, and confirm the new number.',
		});
	}
	const bulk = {requestId, predicate, verdict, total, requestedBy: actor.username, requestedAt: clock.now()};
	await database.transact(async stores => {
		if (!(await stores.bulkVerdicts.begin(bulk, cutIntoPages(seen)))) throw otherRequest(requestId);
	});
	return bulk;
}

function cutIntoPages({ids, versions}: ConflictSelection): readonly ConflictSelection[] {
	const starts = Array.from({length: Math.ceil(ids.length / pageSize)}, (_, page) => page * pageSize);
	return starts.map(start => ({ids: ids.slice(start, start + pageSize), versions: versions.slice(start, start + pageSize)}));
}

function requireSame(known: BulkVerdict, {predicate, verdict}: BulkRequest): void {
	if (toCanonicalJson(known.predicate) !== toCanonicalJson(predicate) || toCanonicalJson(known.verdict) !== toCanonicalJson(verdict)) throw otherRequest(known.requestId);
}

const otherRequest = (requestId: string): AppError => new AppError({
	code: 'VALUE_INVALID',
	message: `The request ${requestId} was for another predicate or verdict, or is being begun elsewhere.`,
	nextStep: 'Give this verdict without a request id, or go on with that one by its id alone.',
});

function countPages(pages: readonly BulkVerdictPage[]): {done: number; skipped: number} {
	const done = pages.reduce((sum, page) => sum + page.settledIds.length, 0);
	const skipped = pages.reduce((sum, page) => sum + page.skipped.reduce((inner, {ids}) => inner + ids.length, 0), 0);
	return {done, skipped};
}

function toOutcome(requestId: string, pages: readonly BulkVerdictPage[]): BulkOutcome {
	const skipped = createSkipList();
	for (const page of pages) for (const {reason, ids} of page.skipped) skipped.add(reason, ids);
	const left = pages.flatMap(page => leftOf(page).ids);
	const takenBack = pages.flatMap(page => page.undoneIds);
	const open = new Set(takenBack);
	const done = pages.flatMap(page => page.settledIds).filter(id => !open.has(id));
	return {requestId, state: left.length === 0 ? 'finished' : 'stopped', done, takenBack, skipped: skipped.list(), left};
}
