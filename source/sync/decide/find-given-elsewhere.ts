import type {LinkedRecord} from '../../core/stores/page-store.js';
import type {Pair} from '../pair.js';

const none: ReadonlySet<string> = new Set();

/** Fields of the record that another system, tied to it as well, gives us too, and that nobody has edited here since: what ours holds may be that system's word. Pure. */
export function findGivenElsewhere({shared}: Pick<Pair, 'shared'>, {tiedTo = [], edits}: Pick<LinkedRecord, 'tiedTo' | 'edits'>): ReadonlySet<string> {
	if (shared.size === 0 || tiedTo.length === 0) return none;
	return new Set([...shared].filter(([field, systems]) => !edits.has(field) && systems.some(({id, direction}) => direction !== 'outbound' && tiedTo.includes(id))).map(([field]) => field));
}
