import type {Conflict} from '../core/conflict.js';
import {formatValue} from '../core/text/format-value.js';
import {RefusedValue} from '../core/stores/verdict-page-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import {auditConflict} from './audit-conflict.js';
import {describeColumnRefusal} from './verdicts/column-refusal.js';
import type {OperationContext} from './context.js';
import {loadPairSituation} from './verdicts/field-situation.js';
import {getConflictRow} from './get-conflict-row.js';
import type {Resolution} from './resolve-conflict.js';
import {loadOwedOf} from './verdicts/owe-others.js';
import {planUndo} from './verdicts/plan-undo.js';
import {requireChange} from './require-role.js';

/**
 * Takes a verdict back, as a page of one: our value, the base and the owed edit become what they were, and the conflict is pending again,
 * in one transaction. Where the value has left already, the other side is sent what it held before, if nobody has changed
 * it since. @throws CONFLICT_UNDO_REFUSED with the reason when something newer stands on top.
 */
export async function undoResolution(context: OperationContext, {id}: {readonly id: number}): Promise<Resolution> {
	requireChange(context, 'operator', 'take verdicts back');
	try {
		const undone = await context.database.transact(stores => undo(context, stores, id));
		await context.failpoint?.('undo.committed');
		return undone;
	} catch (error) {
		throw error instanceof RefusedValue ? refuseUndo(id, describeColumnRefusal(error)) : error;
	}
}

async function undo(context: OperationContext, stores: Stores, id: number): Promise<Resolution> {
	const {actor, clock} = context;
	const page = await stores.verdictPages.lockSettledPage([id]);
	const before = await getConflictRow(stores, id);
	const pair = await loadPairSituation(stores, before);
	const by = {username: actor.username, at: clock.now()};
	const {writes, skipped: [refused]} = planUndo(page, {ids: [id], versions: [before.version]}, () => pair, {...by, owedOf: await loadOwedOf(stores, [before])});
	if (refused !== undefined) throw refuseUndo(id, refused.reason);
	await stores.verdictPages.write(writes, {...by, userId: actor.userId, outboxReason: 'A verdict was taken back.'});
	await context.failpoint?.('undo.written');
	const after = await getConflictRow(stores, id);
	await auditConflict(context, stores, {action: 'conflict.undo', before, after});
	await context.failpoint?.('undo.audited');
	return {kind: 'settled', conflict: after, text: before.status === 'ignored' ? 'undone: nothing else had been changed, and the conflict is pending' : describeUndone(after, writes.restorations.length > 0)};
}

const describeUndone = ({systemName, internalValue, externalValue}: Conflict, isSentBack: boolean): string => {
	const theirs = isSentBack ? `, ${systemName} becomes ${formatValue(externalValue)} again with the next run that may write there` : '';
	return `undone: our record is ${formatValue(internalValue)} again${theirs}, and the conflict is pending`;
};

const refuseUndo = (id: number, refusal: string): AppError => new AppError({
	code: 'CONFLICT_UNDO_REFUSED',
	message: `The verdict on conflict ${id} cannot be taken back. ${refusal}`,
	nextStep: `See "parley conflicts show ${id}" for how it stands now.`,
});
