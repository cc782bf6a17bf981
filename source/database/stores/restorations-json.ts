import type {JsonObject} from '../../core/json.js';
import type {Restoration} from '../../core/stores/outbox-store.js';

/** One object a link: several fields of a record leave together. */
export function toRestorationsJson(restorations: readonly Restoration[]): string {
	const byLink = Map.groupBy(restorations, ({linkId}) => linkId);
	return JSON.stringify([...byLink].map(([linkId, own]) => ({link_id: linkId, fields: join(own, 'fields'), changes: join(own, 'changes'), expected: join(own, 'expected')})));
}

const join = (restorations: readonly Restoration[], part: 'fields' | 'changes' | 'expected'): JsonObject => Object.assign({}, ...restorations.map(restoration => restoration[part])) as JsonObject;
