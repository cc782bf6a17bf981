import type {Fields, LinkedRecord, OwedElsewhere} from '../../core/stores/page-store.js';
import type {Pair} from '../pair.js';

/**
 * What our record takes from this system and others that are tied to it have to be sent. This system is never among
 * them: what it showed is its own. Pure.
 */
export function findOwedElsewhere({system, shared}: Pick<Pair, 'system' | 'shared'>, linked: Pick<LinkedRecord, 'internalId' | 'internal' | 'tiedTo'>, set: Fields, moved: {readonly at: Date | undefined; readonly by: string | undefined}): readonly OwedElsewhere[] {
	const {tiedTo = []} = linked;
	if (shared.size === 0 || tiedTo.length === 0) return [];
	const movedBy = moved.by === undefined ? system.systemName : `${moved.by} (${system.systemName})`;
	return Object.keys(set).flatMap(field => (shared.get(field) ?? []).filter(({id, direction}) => direction !== 'inbound' && tiedTo.includes(id)).map(({id}) => ({
		externalSystemId: id, internalId: linked.internalId, field, before: linked.internal[field] ?? null, movedAt: moved.at, movedBy,
	})));
}
