import {isOver, type Operation, processEnded} from '../core/operation.js';
import type {OperationContext} from './context.js';
import {findOperation} from './get-operation.js';
import {requireChange} from './require-role.js';

/**
 * What asking came to. `asked`: its process stops after the page in hand and keeps its checkpoint. `dead`: its process was
 * gone, and the run is ended now; what it has finished is there to go on from. `over`: it had ended already.
 */
export type Cancellation = {readonly kind: 'asked' | 'dead' | 'over'; readonly operation: Operation};

/** Stops a whole run, in whatever process it is. To ask twice, or too late, changes nothing. @throws NOT_FOUND, USAGE, PERMISSION_DENIED */
export async function cancelOperation(context: OperationContext, {id}: {readonly id: string}): Promise<Cancellation> {
	requireChange(context, 'operator', 'cancel a run');
	const {actor, database} = context;
	return database.transact(async stores => {
		const named = await findOperation(stores, id);
		const run = named.parentId === undefined ? named : await findOperation(stores, named.parentId);
		const change = async (): Promise<Cancellation['kind']> => {
			if (isOver(run)) return 'over';
			if (await stores.operations.endIfDead(run.id, processEnded)) return 'dead';
			return (await stores.operations.requestCancel(run.id, actor.username)) ? 'asked' : 'over';
		};
		const kind = await change();
		if (kind === 'dead' || (kind === 'asked' && run.cancelledBy === undefined)) {
			await stores.audit.append(actor, {
				action: 'operation.cancel', targetType: 'operation', targetId: run.id,
				before: {status: run.status}, after: kind === 'dead' ? {status: 'failed', problem: processEnded} : {cancelledBy: actor.username},
			});
		}
		return {kind, operation: await findOperation(stores, run.id)};
	});
}
