import {formatValue} from '../core/format-value.js';
import {AppError} from '../errors/app-error.js';
import {auditConflict} from './audit-conflict.js';
import type {OperationContext} from './context.js';
import {findUndoRefusal} from './find-undo-refusal.js';
import {isAboutField} from './is-about-field.js';
import {getConflictRow, lockConflict} from './lock-conflict.js';
import type {Resolution} from './operations.js';
import {putRecordStatus} from './put-record-status.js';
import {requireChange} from './require-role.js';
import {putEdit, writeField} from './write-field.js';

/**
 * Takes a verdict back: our value, the base and the owed edit become what they were, and the conflict is pending again,
 * in one transaction. @throws CONFLICT_UNDO_REFUSED with the reason when something newer stands on top.
 */
export async function undoResolution(context: OperationContext, {id}: {readonly id: number}): Promise<Resolution> {
	requireChange(context, 'operator', 'take verdicts back');
	const undone = await context.database.transact(async (stores): Promise<Resolution> => {
		const disputed = await lockConflict(stores, id);
		const {conflict, record, link} = disputed;
		const before = await stores.conflicts.findStateBefore(id);
		const refusal = await findUndoRefusal(stores, disputed, before);
		if (refusal !== undefined || before === undefined) throw refuseUndo(id, refusal ?? '');
		if (isAboutField(conflict) && link !== undefined && record !== undefined) {
			const {fieldName: field} = conflict;
			await writeField(stores, conflict, {link, field, found: record.fields[field], settled: before});
			await putEdit(stores, {link, field, edit: before.edit});
			await stores.outbox.cancel([link.id], 'A verdict was taken back.');
		}
		await stores.conflicts.reopen(id);
		if (link !== undefined) await putRecordStatus(stores, conflict, link);
		await context.failpoint?.('undo.written');
		const reopened = await getConflictRow(stores, id);
		await auditConflict(context, stores, {action: 'conflict.undo', before: conflict, after: reopened});
		await context.failpoint?.('undo.audited');
		return {kind: 'settled', conflict: reopened, text: `undone: our record is ${formatValue(reopened.internalValue)} again, and the conflict is pending`};
	});
	await context.failpoint?.('undo.committed');
	return undone;
}

const refuseUndo = (id: number, refusal: string): AppError => new AppError({
	code: 'CONFLICT_UNDO_REFUSED',
	message: `The verdict on conflict ${id} cannot be taken back. ${refusal}`,
	nextStep: `See "parley conflicts show ${id}" for how it stands now.`,
});
