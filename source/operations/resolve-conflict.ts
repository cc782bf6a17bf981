import type {Conflict, Verdict} from '../core/conflict.js';
import {RefusedValue} from '../core/stores/verdict-page-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import {isDataError} from '../sync/inbound/is-data-error.js';
import {auditConflict} from './audit-conflict.js';
import {describeColumnRefusal, toColumnRefusal} from './verdicts/column-refusal.js';
import type {OperationContext} from './context.js';
import {describeVerdict} from './verdicts/describe-outcomes.js';
import {describeStale} from './verdicts/describe-settled.js';
import {loadPairSituation} from './verdicts/field-situation.js';
import {getConflictRow, unknownConflict} from './get-conflict-row.js';
import {judgeVerdict} from './verdicts/load-judge.js';
import {loadOwedOf} from './verdicts/owe-others.js';
import {planVerdict, toVerdictWrites} from './verdicts/plan-verdicts.js';
import {requireChange} from './require-role.js';
import {createVerdictDraft} from './verdicts/verdict-draft.js';

export type ResolveRequest = {readonly id: number; readonly version: number; readonly verdict: Verdict};

/** What a verdict did. `stale`: nothing, because the conflict is not what the person saw. */
export type Resolution =
	| {readonly kind: 'settled'; readonly conflict: Conflict; readonly text: string}
	| {readonly kind: 'stale'; readonly conflict: Conflict; readonly text: string};

/**
 * Settles one conflict by a person's verdict, as a page of one: record, link, owed edit, conflict and audit event in one
 * transaction. The verdict counts only for what the person saw. When the conflict was settled or moved meanwhile, nothing
 * is changed and the answer is `stale` with what is true now.
 * @throws CONFLICT_VERDICT_REFUSED, VALUE_INVALID
 */
export async function resolveConflict(context: OperationContext, request: ResolveRequest): Promise<Resolution> {
	requireChange(context, 'operator', 'settle conflicts');
	try {
		const resolution = await context.database.transact(stores => resolve(context, stores, request));
		await context.failpoint?.('verdict.committed');
		return resolution;
	} catch (error) {
		throw toRefusal(error instanceof RefusedValue ? error.cause : error, request);
	}
}

async function resolve(context: OperationContext, stores: Stores, {id, version, verdict}: ResolveRequest): Promise<Resolution> {
	const {actor, clock} = context;
	const page = await stores.verdictPages.lockPage([id]);
	const [conflict] = page.conflicts;
	if (conflict === undefined) throw unknownConflict(id);
	const before = await getConflictRow(stores, id);
	if (conflict.status !== 'pending' || conflict.version !== version) return toStale(before, context);
	await context.failpoint?.('verdict.locked');
	const pair = await loadPairSituation(stores, conflict);
	const by = {username: actor.username, at: clock.now()};
	const draft = createVerdictDraft(page, {...by, owedOf: await loadOwedOf(stores, [conflict])});
	const planned = planVerdict(draft, conflict, (disputed, isLinked) => judgeVerdict(verdict, disputed, isLinked, pair), by);
	if (planned.kind === 'refused') throw refuse({id, verdict}, planned.refusal);
	await stores.verdictPages.write(toVerdictWrites(draft, [planned]), {...by, userId: actor.userId, outboxReason: 'A verdict was given.'});
	const after = await getConflictRow(stores, id);
	if (planned.kind === 'moved') return toStale(after, context);
	await context.failpoint?.('verdict.written');
	await auditConflict(context, stores, {action: `conflict.${verdict.kind}`, before, after});
	await context.failpoint?.('verdict.audited');
	return {kind: 'settled', conflict: after, text: describeVerdict(before, planned.judged)};
}

const toStale = (conflict: Conflict, {clock}: OperationContext): Resolution => ({
	kind: 'stale', conflict, text: describeStale(conflict, clock.now()),
});

/** A value may fit its kind and still not its column, whose size is the installation's own. */
function toRefusal(error: unknown, request: ResolveRequest): unknown {
	if (request.verdict.kind === 'edit') return toColumnRefusal(error);
	return isDataError(error) ? refuse(request, `${describeColumnRefusal(error)} Widen the column, or take another verdict.`) : error;
}

const refuse = ({id, verdict}: Pick<ResolveRequest, 'id' | 'verdict'>, reason: string): AppError => new AppError({
	code: 'CONFLICT_VERDICT_REFUSED',
	message: `Conflict ${id} cannot be settled by "${verdict.kind.replace('_', ' ')}". ${reason}`,
	nextStep: `See "parley conflicts show ${id}" for what is possible.`,
});
