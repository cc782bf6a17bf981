import {entityDefinitions} from '../core/entity.js';
import type {PushHold} from '../core/stores/push-hold-store.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {requireChange} from './require-role.js';

export type ReleaseRequest = {
	/** Also where not everything was read anew since. */
	readonly anyway?: boolean;
	readonly note?: string;
};

/**
 * Lets changes leave again after the database was found to be an older one. Asks that every pair was read in full since: only
 * then is known what had left. @throws NOT_FOUND where nothing is held, DATABASE_RESTORED while pairs are still to be read
 */
export async function releasePushing(context: OperationContext, {anyway = false, note}: ReleaseRequest): Promise<PushHold> {
	requireChange(context, 'admin', 'let changes leave again');
	return context.database.transact(async stores => {
		const hold = await stores.pushHolds.findOpen();
		if (hold === undefined) throw new AppError({code: 'NOT_FOUND', message: 'Pushing is not held.', nextStep: 'Whether it is on at all is set for each pair: parley policies list'});
		const unread = await stores.pushHolds.listUnreadSince(hold.noticedAt);
		if (unread.length > 0 && !anyway) {
			const names = unread.map(({systemName, entityType}) => `${systemName} ${entityDefinitions[entityType].plural}`).join(', ');
			throw new AppError({
				code: 'DATABASE_RESTORED',
				message: `Not everything was read anew since the restore was noticed at ${hold.noticedAt.toISOString()}: ${names}.`,
				nextStep: 'Run "parley sync run --full". What cannot be read any more is passed over by "parley db release --anyway".',
			});
		}
		await stores.pushHolds.release({username: context.actor.username, note});
		await stores.audit.append(context.actor, {
			action: 'push.release', targetType: 'database', targetId: (await stores.pushHolds.readInstallation()).id,
			detail: {noticedBy: hold.noticedBy, evidence: hold.evidence, unread: unread.map(({systemName, entityType}) => ({systemName, entityType})), ...(note === undefined ? {} : {note})},
		});
		return hold;
	});
}
