import type {PageStore} from '../core/stores/page-store.js';
import type {Pair} from './pair.js';

/** Links looked at together where no page of the other side sets the pace. */
const pageSize = 500;

/** The ids of links of a pair, in their order: `list` is asked for the next ones until there are none. */
export async function* pageLinks(list: PageStore['listEditedLinks'], {system, definition}: Pick<Pair, 'system' | 'definition'>): AsyncGenerator<readonly string[]> {
	let after = '0';
	for (;;) {
		const linkIds = await list(system.id, definition.entityType, after, pageSize);
		const last = linkIds.at(-1);
		if (last === undefined) return;
		after = last;
		yield linkIds;
	}
}
