import type {ConflictSelection} from '../../core/conflict-selection.js';
import type {JsonObject} from '../../core/json.js';
import type {BulkVerdict, BulkVerdictPage, PageProgress} from '../../core/stores/bulk-verdict-store.js';
import {RefusedValue, type DisputedConflict, type VerdictStamp, type VerdictWrites} from '../../core/stores/verdict-page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import {AppError} from '../../errors/app-error.js';
import {describeColumnRefusal, toColumnRefusal} from './column-refusal.js';
import type {OperationContext} from '../context.js';
import {inParts} from './in-parts.js';
import {leftOf} from './left-of.js';
import {loadJudge} from './load-judge.js';
import {loadOwedOf} from './owe-others.js';
import {planVerdicts} from './plan-verdicts.js';

/**
 * Settles what is left of one page of a bulk verdict. It is one transaction; when our table refuses a value in it, that
 * conflict is found and skipped, and all others are settled. Gives what each transaction did.
 */
export async function* settlePage(context: OperationContext, bulk: BulkVerdict, {page, ...found}: BulkVerdictPage): AsyncGenerator<PageProgress> {
	yield* inParts(leftOf(found), {
		write: async part => {
			const progress = await context.database.transact(stores => settlePart(context, stores, {bulk, page, part}));
			await context.failpoint?.('verdict.committed');
			return progress;
		},
		giveUp: (part, refusal) => skipPart(context, {bulk, page, part}, describeColumnRefusal(refusal)),
	});
}

type Part = {readonly bulk: BulkVerdict; readonly page: number; readonly part: ConflictSelection};

/** Conflicts, records, links, owed edits, the page's progress and the audit event, within one transaction. */
async function settlePart(context: OperationContext, stores: Stores, {bulk, page, part}: Part): Promise<PageProgress> {
	const {actor, clock} = context;
	const left = await holdLeft(stores, {bulk, page, part});
	const disputed = await stores.verdictPages.lockPage(left.ids);
	await context.failpoint?.('verdict.locked');
	const at = clock.now();
	const judge = await loadJudge(stores, bulk.verdict, disputed.conflicts);
	const {writes, progress} = planVerdicts(disputed, left, judge, {username: actor.username, at, owedOf: await loadOwedOf(stores, disputed.conflicts)});
	await writeVerdicts(stores, bulk, writes, {userId: actor.userId, username: actor.username, at, outboxReason: 'A verdict was given.'});
	await context.failpoint?.('verdict.written');
	await stores.bulkVerdicts.advancePage(bulk.requestId, page, progress);
	await context.failpoint?.('bulk.page-noted');
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

/** A typed value is the same for all of them: what the column says to one, it says to each. @throws RefusedValue, VALUE_INVALID */
async function writeVerdicts(stores: Stores, {verdict}: BulkVerdict, writes: VerdictWrites, stamp: VerdictStamp): Promise<void> {
	try {
		await stores.verdictPages.write(writes, stamp);
	} catch (error) {
		throw verdict.kind === 'edit' && error instanceof RefusedValue ? toColumnRefusal(error.cause) : error;
	}
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
