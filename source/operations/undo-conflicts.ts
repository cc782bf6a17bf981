import {listSelected, toConflictSelection, type ConflictSelection} from '../core/conflict-selection.js';
import type {BulkVerdict, BulkVerdictPage, SkippedConflicts} from '../core/stores/bulk-verdict-store.js';
import type {Stores} from '../core/stores/stores.js';
import {describeColumnRefusal} from './verdicts/column-refusal.js';
import type {OperationContext} from './context.js';
import {inParts} from './verdicts/in-parts.js';
import {loadPairs} from './verdicts/load-judge.js';
import {loadOwedOf} from './verdicts/owe-others.js';
import {planUndo} from './verdicts/plan-undo.js';
import {requireChange} from './require-role.js';
import type {BulkOptions, BulkOutcome} from './resolve-conflicts.js';
import {createSkipList} from './verdicts/skip-list.js';
import {unknownBulkVerdict} from './verdicts/unknown-bulk-verdict.js';

export type UndoRequest = {readonly requestId: string};

/**
 * Takes a bulk verdict back, its last page first: each conflict is pending again with the values that its verdict found.
 * One that something newer stands on stays settled and is told; given again, it takes back what has become possible.
 * `done` are those that it opened again, `takenBack` those that it had opened before, `left` those that a stop left untouched. @throws NOT_FOUND
 */
export async function undoConflicts(context: OperationContext, {requestId}: UndoRequest, {signal, onProgress}: BulkOptions = {}): Promise<BulkOutcome> {
	requireChange(context, 'operator', 'take verdicts back');
	const {bulkVerdicts} = context.database.stores;
	const bulk = await bulkVerdicts.find(requestId);
	if (bulk === undefined) throw unknownBulkVerdict(requestId);
	const pages = (await bulkVerdicts.listPages(requestId)).toReversed();
	const takenBack = pages.flatMap(page => page.undoneIds);
	const total = pages.reduce((sum, page) => sum + page.settledIds.length, 0) - takenBack.length;
	const done: number[] = [];
	const skipped = createSkipList();
	let skippedCount = 0;
	const left: number[] = [];
	const tell = (): void => onProgress?.({requestId, total, done: done.length, skipped: skippedCount});
	tell();
	for (const page of pages) {
		if (signal?.aborted) {
			left.push(...settledOf(page).ids);
			continue;
		}
		for await (const undone of undoPage(context, bulk, page)) {
			for (const id of undone.reopened) done.push(id);
			for (const {reason, ids} of undone.skipped) {
				skipped.add(reason, ids);
				skippedCount += ids.length;
			}
			tell();
		}
	}
	return {requestId, state: left.length === 0 ? 'finished' : 'stopped', done, takenBack, skipped: skipped.list(), left};
}

type UndonePage = {readonly reopened: readonly number[]; readonly skipped: readonly SkippedConflicts[]};

/** One transaction; a verdict whose old value our table does not take any more stays. */
function undoPage(context: OperationContext, bulk: BulkVerdict, page: BulkVerdictPage): AsyncGenerator<UndonePage> {
	return inParts(settledOf(page), {
		write: async part => {
			const undone = await context.database.transact(stores => undoPart(context, stores, {bulk, page: page.page, part}));
			await context.failpoint?.('undo.committed');
			return undone;
		},
		giveUp: ({ids}, refusal) => Promise.resolve({reopened: [], skipped: [{reason: describeColumnRefusal(refusal), ids}]}),
	});
}

type Part = {readonly bulk: BulkVerdict; readonly page: number; readonly part: ConflictSelection};

async function undoPart(context: OperationContext, stores: Stores, {bulk, page, part}: Part): Promise<UndonePage> {
	const {actor, clock} = context;
	const held = await stores.bulkVerdicts.findPageForUpdate(bulk.requestId, page);
	const settled = held === undefined ? {ids: [], versions: []} : settledOf(held, new Set(part.ids));
	if (settled.ids.length === 0) return {reopened: [], skipped: []};
	const found = await stores.verdictPages.lockSettledPage(settled.ids);
	const at = clock.now();
	const {writes, skipped} = planUndo(found, settled, await loadPairs(stores, found.conflicts), {username: actor.username, at, owedOf: await loadOwedOf(stores, found.conflicts)});
	await stores.verdictPages.write(writes, {userId: actor.userId, username: actor.username, at, outboxReason: 'A verdict was taken back.'});
	await context.failpoint?.('undo.written');
	if (writes.reopened.length > 0) {
		const reopened = new Set(writes.reopened);
		await stores.bulkVerdicts.noteUndone(bulk.requestId, page, writes.reopened);
		await stores.audit.append(actor, {
			action: 'conflicts.undo', targetType: 'bulk_verdict', targetId: bulk.requestId,
			before: Object.fromEntries(found.conflicts.filter(({id}) => reopened.has(id)).map(({id, status, resolvedValue}) => [id, {status, ...(resolvedValue === undefined ? {} : {value: resolvedValue})}])),
			after: {reopened: writes.reopened, ...(writes.restorations.length === 0 ? {} : {sentBack: writes.restorations.length})},
			detail: {predicate: bulk.predicate, verdict: bulk.verdict, page},
		});
	}
	await context.failpoint?.('undo.audited');
	return {reopened: writes.reopened, skipped};
}

/** The conflicts of a page, or of a part of it, whose verdict stands, with the version that it left. */
function settledOf({selection, settledIds, undoneIds}: BulkVerdictPage, part?: ReadonlySet<number>): ConflictSelection {
	const standing = new Set(settledIds);
	for (const id of undoneIds) standing.delete(id);
	return toConflictSelection(listSelected(selection).filter(({id}) => standing.has(id) && part?.has(id) !== false).map(({id, version}) => ({id, version: version + 1})));
}
