import type {ExternalRecord} from '../../core/connector.js';
import type {LinkedRecord} from '../../core/stores/page-store.js';
import {isSameBy} from './compare.js';
import type {Pair} from '../pair.js';

/**
 * Fields whose mapping was changed since the record was last looked at, while the other side was not: read by the rule of
 * then, it still shows what both sides agreed on. Where more than one change lies between, nobody can tell. Pure.
 */
export function findRemapped({mappings, mapper, rules}: Pair, linked: LinkedRecord, record: ExternalRecord): ReadonlySet<string> {
	const {mappingVersion: seen, base, theirs} = linked;
	const changed = seen === undefined ? [] : mappings.filter(({version, previous}) => version > seen && previous !== undefined && previous.version <= seen);
	return new Set(changed.map(({internalField}) => internalField).filter(field => {
		const rule = rules.find(one => one.field === field);
		return rule !== undefined && base[field] !== undefined && theirs[field] === undefined && isSameBy(rule, mapper.mapPrevious(field, record), base[field]);
	}));
}
