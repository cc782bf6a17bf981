import type {Conflict} from '../core/conflict.js';
import {AppError} from '../errors/app-error.js';
import {auditConflict} from './audit-conflict.js';
import type {OperationContext} from './context.js';
import {getConflictRow} from './get-conflict-row.js';
import {requireChange} from './require-role.js';

/** Gives a conflict to a user of `users`, or to nobody. @throws NOT_FOUND when there is no such user. */
export async function assignConflict(context: OperationContext, {id, username}: {readonly id: number; readonly username: string | undefined}): Promise<Conflict> {
	requireChange(context, 'operator', 'assign conflicts');
	return context.database.transact(async stores => {
		if (username !== undefined && (await stores.users.find(username)) === undefined) throw unknownUser(username);
		const before = await getConflictRow(stores, id);
		await stores.conflicts.assign(id, username);
		const after = await getConflictRow(stores, id);
		await auditConflict(context, stores, {action: 'conflict.assign', before, after});
		return after;
	});
}

const unknownUser = (username: string): AppError => new AppError({
	code: 'NOT_FOUND',
	message: `There is no user "${username}".`,
	nextStep: 'Names are those of the column username in the table users.',
});
