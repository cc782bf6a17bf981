import type {JsonObject} from '../core/json.js';
import type {BulkVerdict, BulkVerdictPage, ConflictSelection, PageProgress} from '../core/stores/bulk-verdict-store.js';
import type {DisputedConflict, VerdictWrites} from '../core/stores/verdict-page-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import {isDataError} from '../sync/split-page.js';
import type {OperationContext} from './context.js';
import {leftOf} from './left-of.js';
import {loadJudge} from './load-judge.js';
import {toColumnRefusal} from './parse-edited-value.js';
import {planVerdicts} from './plan-verdicts.js';
import {retryAfterDeadlock} from './retry-after-deadlock.js';

/**
 * Settles what is left of one page of a bulk verdict. It is one transaction; when the database refuses a value in it, it is
 * halved until the conflict at fault stands alone, and that one is skipped. Gives what each transaction did.
 */
export async function* settlePage(context: OperationContext, bulk: BulkVerdict, {page, ...found}: BulkVerdictPage): AsyncGenerator<PageProgress> {
	yield* settleInParts(context, {bulk, page, part: leftOf(found)});
}

type Part = {readonly bulk: BulkVerdict; readonly page: number; readonly part: ConflictSelection};

async function* settleInParts(context: OperationContext, {bulk, page, part}: Part): AsyncGenerator<PageProgress> {
	if (part.ids.length === 0) return;
	let refusal: Error;
	try {
		yield await retryAfterDeadlock(context, () => context.database.transact(stores => settlePart(context, stores, {bulk, page, part})));
		await context.failpoint?.('verdict.committed');
		return;
	} catch (error) {
		if (!isDataError(error)) throw error;
		// The value is the same for all of them: what the column says to one, it says to each.
		if (bulk.verdict.kind === 'edit') throw toColumnRefusal(error);
		refusal = error;
	}
	if (part.ids.length === 1) {
		yield await skipPart(context, {bulk, page, part}, `Our column does not take the value: ${refusal.message}.`);
		return;
	}
	const middle = Math.ceil(part.ids.length / 2);
	const cut = (from: number, to?: number): ConflictSelection => ({ids: part.ids.slice(from, to), versions: part.versions.slice(from, to)});
	yield* settleInParts(context, {bulk, page, part: cut(0, middle)});
	yield* settleInParts(context, {bulk, page, part: cut(middle)});
}

/** Conflicts, records, links, owed edits, the page's progress and the audit event, within one transaction. */
async function settlePart(context: OperationContext, stores: Stores, {bulk, page, part}: Part): Promise<PageProgress> {
	const {actor, clock} = context;
	const left = await holdLeft(stores, {bulk, page, part});
	const disputed = await stores.verdictPages.lockPage(left.ids);
	await context.failpoint?.('verdict.locked');
	const at = clock.now();
	const judge = await loadJudge(stores, bulk.verdict, disputed.conflicts);
	const {writes, progress} = planVerdicts(disputed, left, judge, {username: actor.username, at});
	await stores.verdictPages.write(writes, {action: bulk.verdict.kind, userId: actor.userId, username: actor.username, at, outboxReason: 'A verdict was given.'});
	await context.failpoint?.('verdict.written');
	await stores.bulkVerdicts.advancePage(bulk.requestId, page, progress);
	if (writes.settled.length + writes.moved.length > 0) {
		await stores.audit.append(actor, {
			action: `conflicts.${bulk.verdict.kind}`, targetType: 'bulk_verdict', targetId: bulk.requestId,
			before: toBefore(disputed.conflicts, writes), after: toAfter(writes),
			detail: {predicate: bulk.predicate, verdict: bulk.verdict, page, settled: writes.settled.length, moved: writes.moved.length},
		});
	}
	await context.failpoint?.('verdict.audited');
	return progress;
}

function skipPart(context: OperationContext, {bulk, page, part}: Part, reason: string): Promise<PageProgress> {
	return context.database.transact(async stores => {
		const {ids} = await holdLeft(stores, {bulk, page, part});
		const progress: PageProgress = {settledIds: [], skipped: [{reason, ids}]};
		await stores.bulkVerdicts.advancePage(bulk.requestId, page, progress);
		return progress;
	});
}

/** Another process may work on the same request: what it has done in this part is not done again. */
async function holdLeft(stores: Stores, {bulk, page, part}: Part): Promise<ConflictSelection> {
	const held = await stores.bulkVerdicts.findPageForUpdate(bulk.requestId, page);
	if (held === undefined) throw new AppError({code: 'NOT_FOUND', message: `Page ${page} of the bulk verdict ${bulk.requestId} is gone.`, nextStep: 'Give the verdict anew.'});
	return leftOf(held, new Set(part.ids));
}

/** What the verdict found, by conflict. Absent values have no key. */
function toBefore(conflicts: readonly DisputedConflict[], {settled, moved}: VerdictWrites): JsonObject {
	const touched = new Set([...settled, ...moved].map(({id}) => id));
	return Object.fromEntries(conflicts.filter(({id}) => touched.has(id)).map(conflict => [conflict.id, {
		version: conflict.version,
		...(conflict.internalValue === undefined ? {} : {internal: conflict.internalValue}),
		...(conflict.externalValue === undefined ? {} : {external: conflict.externalValue}),
		...(conflict.baseValue === undefined ? {} : {base: conflict.baseValue}),
	}]));
}

const toAfter = ({settled, moved}: VerdictWrites): JsonObject => Object.fromEntries([
	...settled.map(({id, status, value}) => [id, {status, ...(value === undefined ? {} : {value})}] as const),
	...moved.map(({id, value}) => [id, {status: 'pending', ...(value === undefined ? {} : {internal: value})}] as const),
]);
