import {toStorableText} from '../core/canonical.js';
import {AppError} from '../errors/app-error.js';
import type {Conflict} from '../core/conflict.js';
import {auditConflict} from './audit-conflict.js';
import type {OperationContext} from './context.js';
import {getConflictRow} from './get-conflict-row.js';
import {getPendingRejected, unknownRejected} from './get-rejected.js';
import {lockConflict} from './verdicts/lock-conflict.js';
import {putRecordStatus} from './verdicts/put-record-status.js';
import {requireChange} from './require-role.js';
import {toUntouchedBefore} from './verdicts/to-state-before.js';

export type DiscardRequest = {readonly id: number; readonly reason: string};

/** Puts a rejected record aside, with the reason; it is asked about again only when it comes in another form. @throws NOT_FOUND, CONFLICT_SETTLED, VALUE_INVALID */
export async function discardRejected(context: OperationContext, {id, reason}: DiscardRequest): Promise<Conflict> {
	requireChange(context, 'operator', 'discard rejected records');
	const note = toStorableText(reason.trim());
	if (note === '') throw new AppError({code: 'VALUE_INVALID', message: 'A reason is needed: whoever looks later must know why.', nextStep: 'Give it as --reason "…".'});
	return context.database.transact(async stores => {
		const {link} = await lockConflict(stores, id, unknownRejected);
		const before = await getPendingRejected(stores, id);
		await stores.conflicts.annotate(id, note);
		await stores.conflicts.settle(id, {
			status: 'ignored', action: 'ignore', value: undefined, userId: context.actor.userId, username: context.actor.username, at: context.clock.now(),
			before: toUntouchedBefore(undefined),
		});
		if (link !== undefined) await putRecordStatus(stores, before, link);
		const after = await getConflictRow(stores, id);
		await auditConflict(context, stores, {action: 'rejected.discard', before, after});
		return after;
	});
}
