import type {Conflict} from '../core/conflict.js';
import {formatValue} from '../core/format-value.js';
import {AppError} from '../errors/app-error.js';
import {auditConflict} from './audit-conflict.js';
import type {OperationContext} from './context.js';
import {getConflictRow} from './get-conflict-row.js';
import {isAboutField} from './is-about-field.js';
import {loadUndoJudgement, type UndoJudgement} from './judge-undo.js';
import {lockConflict} from './lock-conflict.js';
import type {Resolution} from './operations.js';
import {putRecordStatus} from './put-record-status.js';
import {requireChange} from './require-role.js';
import {putEdit, writeField} from './write-field.js';

/**
 * Takes a verdict back: our value, the base and the owed edit become what they were, and the conflict is pending again,
 * in one transaction. Where the value has left already, the other side is sent what it held before, if nobody has changed
 * it since. @throws CONFLICT_UNDO_REFUSED with the reason when something newer stands on top.
 */
export async function undoResolution(context: OperationContext, {id}: {readonly id: number}): Promise<Resolution> {
	requireChange(context, 'operator', 'take verdicts back');
	const undone = await context.database.transact(async (stores): Promise<Resolution> => {
		const disputed = await lockConflict(stores, id);
		const {conflict, record, link} = disputed;
		const judged = await loadUndoJudgement(stores, disputed, await stores.conflicts.findStateBefore(id));
		if ('refusal' in judged) throw refuseUndo(id, judged.refusal);
		const {before, restoration} = judged;
		if (isAboutField(conflict) && link !== undefined && record !== undefined) {
			const {fieldName: field} = conflict;
			await writeField(stores, conflict, {link, field, found: record.fields[field], settled: before, by: {username: context.actor.username, at: context.clock.now()}});
			await putEdit(stores, {link, field, edit: before.edit});
			await stores.outbox.cancel([link.id], 'A verdict was taken back.');
			if (restoration !== undefined) await stores.outbox.restore(context.actor.username, [restoration]);
		}
		await stores.conflicts.reopen(id);
		if (link !== undefined) await putRecordStatus(stores, conflict, link);
		await context.failpoint?.('undo.written');
		const reopened = await getConflictRow(stores, id);
		await auditConflict(context, stores, {action: 'conflict.undo', before: conflict, after: reopened});
		await context.failpoint?.('undo.audited');
		return {kind: 'settled', conflict: reopened, text: describeUndone(reopened, restoration)};
	});
	await context.failpoint?.('undo.committed');
	return undone;
}

const describeUndone = ({systemName, internalValue, externalValue}: Conflict, restoration: Extract<UndoJudgement, {before: unknown}>['restoration']): string => {
	const theirs = restoration === undefined ? '' : `, ${systemName} becomes ${formatValue(externalValue)} again with the next run that may write there`;
	return `undone: our record is ${formatValue(internalValue)} again${theirs}, and the conflict is pending`;
};

const refuseUndo = (id: number, refusal: string): AppError => new AppError({
	code: 'CONFLICT_UNDO_REFUSED',
	message: `The verdict on conflict ${id} cannot be taken back. ${refusal}`,
	nextStep: `See "parley conflicts show ${id}" for how it stands now.`,
});
