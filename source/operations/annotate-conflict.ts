import {toStorableText} from '../core/canonical.js';
import type {Conflict} from '../core/conflict.js';
import {auditConflict} from './audit-conflict.js';
import type {OperationContext} from './context.js';
import {getConflictRow} from './get-conflict-row.js';
import {requireChange} from './require-role.js';

/** Writes a note on a conflict, or takes it away; its version stays, so a verdict under way is not disturbed. */
export async function annotateConflict(context: OperationContext, {id, note}: {readonly id: number; readonly note: string | undefined}): Promise<Conflict> {
	requireChange(context, 'operator', 'write notes on conflicts');
	return context.database.transact(async stores => {
		const before = await getConflictRow(stores, id);
		await stores.conflicts.annotate(id, note === undefined || note.trim() === '' ? undefined : toStorableText(note.trim()));
		const after = await getConflictRow(stores, id);
		await auditConflict(context, stores, {action: 'conflict.annotate', before, after});
		return after;
	});
}
