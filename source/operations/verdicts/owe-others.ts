import type {JsonValue} from '../../core/json.js';
import type {PairKey} from '../../core/pair-key.js';
import type {EditKey} from '../../core/stores/internal-edit-store.js';
import type {OwedElsewhere} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import {loadSharedFields} from '../../sync/load-shared-fields.js';
import {loadByPair} from './load-by-pair.js';

/** Who gives a verdict, and when. */
export type VerdictBy = {readonly username: string; readonly at: Date};

/** A value of ours that a verdict changes, with the system whose conflict it was about and what it held. */
export type FieldMove = EditKey & {readonly before: JsonValue};

/** Which other systems are to be told of such a change, whether or not they are tied to the record. */
export type OwedOf = (move: FieldMove, by: Pick<VerdictBy, 'username'>) => readonly OwedElsewhere[];

/** The rules of all pairs that share fields with these, as one function. */
export async function loadOwedOf(stores: Stores, pairs: readonly PairKey[]): Promise<OwedOf> {
	const sharedBy = await loadByPair(pairs, ({externalSystemId, entityType}) => loadSharedFields(stores, externalSystemId, entityType));
	return (move, {username}) => (sharedBy(move)?.get(move.field) ?? []).filter(({direction}) => direction !== 'inbound')
		.map(({id}) => ({externalSystemId: id, internalId: move.internalId, field: move.field, before: move.before, movedAt: undefined, movedBy: username}));
}

/**
 * What a verdict writes into our record is a change of ours for every other system that is tied to it and is sent the
 * field. Before the record's status is told, within the caller's transaction.
 */
export async function oweOthers(stores: Stores, moves: readonly FieldMove[], by: VerdictBy): Promise<void> {
	const owedOf = await loadOwedOf(stores, moves);
	for (const [entityType, ofType] of Map.groupBy(moves, move => move.entityType)) {
		await stores.internalEdits.oweElsewhere(entityType, ofType.flatMap(move => owedOf(move, by)), by.at);
	}
}
