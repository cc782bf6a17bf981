import {hostname} from 'node:os';
import type {SeenDatabase} from '../core/host-memory.js';
import type {PushHold} from '../core/stores/push-hold-store.js';
import {judgeRestore} from '../sync/outbound/judge-restore.js';
import {toHeld} from '../sync/outbound/push-hold.js';
import type {OperationContext} from './context.js';

/**
 * Compares the database with what this host has seen of it, and leaves the next mark. Where it is older, pushing is held for
 * everybody until a person releases it. Gives the hold, also one that another host has put.
 */
export async function noticeRestore(context: OperationContext): Promise<PushHold | undefined> {
	const {database, hostMemory, logger, isReadOnly} = context;
	// Who may not write leaves no mark, and sends nothing.
	if (hostMemory === undefined || isReadOnly) return database.stores.pushHolds.findOpen();
	const {here, elsewhere} = await hostMemory.recall();
	const {seen, hold, isNew} = await compare(context, here, elsewhere);
	await hostMemory.keep(seen);
	if (hold !== undefined && isNew) logger.error('The database was restored from an earlier state; pushing is held', {error: toHeld(hold)});
	return hold;
}

type Comparison = {readonly seen: SeenDatabase; readonly hold: PushHold | undefined; readonly isNew: boolean};

const compare = ({database, actor, newId}: OperationContext, here: SeenDatabase | undefined, elsewhere: readonly SeenDatabase[]): Promise<Comparison> => database.transact(async stores => {
	const {pushHolds} = stores;
	const {id: installationId, hasLinks} = await pushHolds.readInstallation();
	// A database that was moved brings along what was seen of it where it stood before.
	const moved = elsewhere.filter(seen => seen.installationId === installationId).sort((left, right) => Date.parse(right.markedAt) - Date.parse(left.markedAt))[0];
	const remembered = here ?? moved;
	const mark = remembered === undefined ? undefined : await pushHolds.lockMark(remembered.witnessId);
	const evidence = judgeRestore(remembered, {installationId, hasLinks, mark});
	const isNew = evidence !== undefined && remembered !== undefined && !(await pushHolds.isNoticedSince(remembered.markedAt));
	const isKnownHere = here?.installationId === installationId;
	const witness = {id: isKnownHere ? here.witnessId : newId(), host: hostname(), mark: newId()};
	const seen = {installationId, witnessId: witness.id, ...(await pushHolds.leaveMark(witness))};
	if (isNew) {
		await pushHolds.open({noticedBy: witness.host, evidence});
		await stores.audit.append(actor, {action: 'push.hold', targetType: 'database', targetId: installationId, detail: {host: witness.host, evidence}});
	}
	return {seen, hold: await pushHolds.findOpen(), isNew};
});
