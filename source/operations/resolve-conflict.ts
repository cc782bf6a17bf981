import type {Conflict, Verdict} from '../core/conflict.js';
import {isSameValue} from '../core/is-same-value.js';
import type {ItemMerge} from '../core/policy.js';
import type {Link} from '../core/stores/link-store.js';
import type {InternalRecord} from '../core/stores/record-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import {isDataError} from '../sync/is-data-error.js';
import {auditConflict} from './audit-conflict.js';
import {describeColumnRefusal, toColumnRefusal} from './column-refusal.js';
import type {OperationContext} from './context.js';
import {describeEdit, describeOutcomes} from './describe-outcomes.js';
import {describeStale} from './describe-settled.js';
import {loadFieldSituation, type FieldSituation} from './field-situation.js';
import {getConflictRow} from './get-conflict-row.js';
import {isAboutField} from './is-about-field.js';
import {lockConflict, type DisputedRecord} from './lock-conflict.js';
import type {Resolution} from './operations.js';
import {parseEditedValue} from './parse-edited-value.js';
import {putRecordStatus} from './put-record-status.js';
import {requireChange} from './require-role.js';
import {settleField} from './settle-field.js';
import {toStateBefore, toUntouchedBefore} from './to-state-before.js';
import {findEdit, putEdit, writeField} from './write-field.js';

export type ResolveRequest = {readonly id: number; readonly version: number; readonly verdict: Verdict};

/**
 * Settles one conflict by a person's verdict: record, link, owed edit, conflict and audit event in one transaction.
 * The verdict counts only for what the person saw. When the conflict was settled or moved meanwhile, nothing is changed
 * and the answer is `stale` with what is true now.
 */
export async function resolveConflict(context: OperationContext, request: ResolveRequest): Promise<Resolution> {
	requireChange(context, 'operator', 'settle conflicts');
	try {
		const resolution = await context.database.transact(stores => resolve(context, stores, request));
		await context.failpoint?.('verdict.committed');
		return resolution;
	} catch (error) {
		// A value may fit its kind and still not its column, whose size is the installation's own.
		if (request.verdict.kind === 'edit') throw toColumnRefusal(error);
		throw isDataError(error) ? refuse(request, `${describeColumnRefusal(error)} Widen the column, or take another verdict.`) : error;
	}
}

async function resolve(context: OperationContext, stores: Stores, request: ResolveRequest): Promise<Resolution> {
	const {conflict, record, link} = await lockConflict(stores, request.id);
	if (conflict.status !== 'pending' || conflict.version !== request.version) return toStale(conflict, context);
	await context.failpoint?.('verdict.locked');
	const moved = await noteOurMove(stores, {conflict, record, link});
	if (moved !== undefined) return toStale(moved, context);
	const situation = await loadFieldSituation(stores, conflict);
	const isLinked = link !== undefined && record !== undefined;
	const {verdict, text} = checkVerdict(conflict, request.verdict, {...situation, isLinked});
	if (isAboutField(conflict) && isLinked) {
		await settle(context, stores, {conflict, field: conflict.fieldName, record, link, verdict, canPush: situation.push !== 'never', items: situation.items});
	} else {
		await putAside(context, stores, conflict);
	}
	if (link !== undefined) await putRecordStatus(stores, conflict, link);
	await context.failpoint?.('verdict.written');
	const settled = await getConflictRow(stores, conflict.id);
	await auditConflict(context, stores, {action: `conflict.${verdict.kind}`, before: conflict, after: settled});
	await context.failpoint?.('verdict.audited');
	return {kind: 'settled', conflict: settled, text};
}

const toStale = (conflict: Conflict, {clock}: OperationContext): Resolution => ({
	kind: 'stale', conflict, text: describeStale(conflict, clock.now()),
});

/** Our value may have moved after the sync looked at it: the conflict then shows the new one, and has to be judged again. */
async function noteOurMove(stores: Stores, {conflict, record, link}: DisputedRecord): Promise<Conflict | undefined> {
	if (!isAboutField(conflict) || record === undefined || link === undefined) return undefined;
	const current = record.fields[conflict.fieldName];
	if (isSameValue(current, conflict.internalValue)) return undefined;
	const edit = await findEdit(stores, link, conflict.fieldName);
	await stores.conflicts.moveInternal(conflict.id, current, edit === undefined ? undefined : {at: edit.changedAt, by: edit.changedBy});
	return getConflictRow(stores, conflict.id);
}

/** The verdict with an edited value made canonical, and what it does in words. @throws CONFLICT_VERDICT_REFUSED, VALUE_INVALID */
function checkVerdict(
	conflict: Conflict, verdict: Verdict, {push, items, isLinked, ...situation}: FieldSituation & {readonly isLinked: boolean},
): {readonly verdict: Verdict; readonly text: string} {
	const outcome = describeOutcomes(conflict, {push, isLinked, items})[verdict.kind];
	if ('refusal' in outcome) throw refuse({id: conflict.id, verdict}, outcome.refusal);
	if (verdict.kind !== 'edit') return {verdict, text: outcome.text};
	const value = parseEditedValue(conflict, verdict.value, situation);
	return {verdict: {kind: 'edit', value}, text: describeEdit(conflict, push, value)};
}

const refuse = ({id, verdict}: Pick<ResolveRequest, 'id' | 'verdict'>, reason: string): AppError => new AppError({
	code: 'CONFLICT_VERDICT_REFUSED',
	message: `Conflict ${id} cannot be settled by "${verdict.kind.replace('_', ' ')}". ${reason}`,
	nextStep: `See "parley conflicts show ${id}" for what is possible.`,
});

/** A question about a whole record can only be put aside, which moves nothing. */
async function putAside({actor, clock}: OperationContext, stores: Stores, conflict: Conflict): Promise<void> {
	await stores.conflicts.settle(conflict.id, {
		status: 'ignored', action: 'ignore', value: undefined, userId: actor.userId, username: actor.username, at: clock.now(),
		before: toUntouchedBefore(conflict.internalValue),
	});
}

type FieldDispute = {
	readonly conflict: Conflict;
	readonly field: string;
	readonly record: InternalRecord;
	readonly link: Link;
	readonly verdict: Verdict;
	readonly canPush: boolean;
	readonly items: ItemMerge | undefined;
};

async function settle({actor, clock}: OperationContext, stores: Stores, {conflict, field, record, link, verdict, canPush, items}: FieldDispute): Promise<void> {
	const at = clock.now();
	const found = {internal: record.fields[field], base: link.base[field], theirs: link.theirs[field]};
	const settled = settleField(verdict, {...found, external: conflict.externalValue, canPush, items});
	const edit = await findEdit(stores, link, field);
	await writeField(stores, conflict, {link, field, found: found.internal, settled, by: {username: actor.username, at}});
	const owed = {before: conflict.externalValue ?? null, changedAt: at, changedBy: actor.username, isDecided: true};
	await putEdit(stores, {link, field, edit: settled.isOwed ? owed : undefined});
	// What waits there was decided before this verdict; the next run writes down anew what is still owed.
	await stores.outbox.cancel([link.id], 'A verdict was given.');
	await stores.conflicts.settle(conflict.id, {
		status: settled.status, action: verdict.kind, value: settled.internal, userId: actor.userId, username: actor.username, at,
		before: toStateBefore(found, edit),
	});
}
