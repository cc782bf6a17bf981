import type {PageStore} from '../../core/stores/page-store.js';
import type {Pair} from '../pair.js';

/** Links looked at together where no page of the other side sets the pace. */
const pageSize = 500;
const beginning = '0';

/** The same list, whose first part is asked for now: it takes the database a while, in which whoever wants it has other things to do. */
export function askAhead(list: PageStore['listEditedLinks'], {system, definition}: Pick<Pair, 'system' | 'definition'>): PageStore['listEditedLinks'] {
	const first = list(system.id, definition.entityType, beginning, pageSize);
	// Met when it is read.
	first.catch(() => {});
	return (externalSystemId, entityType, after, limit) => (after === beginning ? first : list(externalSystemId, entityType, after, limit));
}

/** The ids of links of a pair, in their order: `list` is asked for the next ones until there are none. */
export async function* pageLinks(list: PageStore['listEditedLinks'], {system, definition}: Pick<Pair, 'system' | 'definition'>): AsyncGenerator<readonly string[]> {
	let after = beginning;
	for (;;) {
		const linkIds = await list(system.id, definition.entityType, after, pageSize);
		const last = linkIds.at(-1);
		if (last === undefined) return;
		after = last;
		yield linkIds;
	}
}
