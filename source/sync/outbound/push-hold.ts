import type {Database} from '../../core/database.js';
import type {PushHold} from '../../core/stores/push-hold-store.js';
import type {Stores} from '../../core/stores/stores.js';
import {AppError} from '../../errors/app-error.js';
import type {HeldLease} from '../held-lease.js';

/** First thing before anything leaves, and where nothing could be claimed any more. @throws DATABASE_RESTORED while nothing may leave */
export async function requireNoHold(stores: Stores): Promise<void> {
	const hold = await stores.pushHolds.findOpen();
	if (hold !== undefined) throw toHeld(hold);
}

/** Last thing before something leaves: the pair is still ours, and nobody has held pushing meanwhile. @throws SYNC_ALREADY_RUNNING, DATABASE_RESTORED */
export async function proveMaySend({stores}: Pick<Database, 'stores'>, lease: Pick<HeldLease, 'prove'>): Promise<void> {
	await lease.prove();
	await requireNoHold(stores);
}

/** What nobody may overlook: what happened, and what a person does now. */
export const toHeld = ({noticedAt, noticedBy, evidence}: PushHold): AppError => new AppError({
	code: 'DATABASE_RESTORED',
	message: `Nothing is sent: this database was taken back to an earlier state, as ${noticedBy} found at ${noticedAt.toISOString()}. ${evidence}`,
	nextStep: 'Read everything anew ("parley sync run --full"), look at what it asks, then let changes leave again: parley db release',
});
