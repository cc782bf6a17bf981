import type {ExternalRecord} from '../../core/connector.js';
import type {JsonObject} from '../../core/json.js';
import type {FieldMapping} from '../../core/mapping.js';
import type {Fields} from '../../core/stores/page-store.js';
import {isSameBy, toSeen} from '../decide/compare.js';
import {showsSent} from '../decide/extends-value.js';
import {passesFilters} from '../decide/filter-record.js';
import {isCut} from '../decide/is-cut.js';
import {readPath} from '../mapping/map-record.js';
import type {Pair} from '../pair.js';

/** What a fresh look at the other side means for an entry that is about to be sent. */
export type SendDecision =
	/** It shows our values already: our own write, or somebody's of the same value. */
	| {readonly kind: 'done'}
	/** It is what we agreed on: `expected` is that in its own words. */
	| {readonly kind: 'send'; readonly changes: JsonObject; readonly expected: JsonObject}
	/** It moved, or may not leave as it was meant: a person or a rule has to look first. */
	| {readonly kind: 'moved'};

/** What is to be sent, by our fields and by theirs, and what was agreed on. What `changes` does not name may not leave any more. `isUnknown`: it may have arrived, also cut to what fits there. */
export type Intent = {readonly fields: Fields; readonly changes: JsonObject; readonly base: Fields; readonly isUnknown?: boolean};

/** Compares the other side, as just read, with what was agreed and with what is to be sent. Pure. */
export function decideSend(pair: Pair, {fields, changes, base, isUnknown = false}: Intent, record: ExternalRecord): SendDecision {
	const mapped = pair.mapper.map(record);
	if (mapped.kind === 'invalid' || record.isDeleted) return {kind: 'moved'};
	const open: FieldMapping[] = [];
	for (const field of Object.keys(fields)) {
		const mapping = pair.mappings.find(({internalField}) => internalField === field);
		const rule = pair.rules.find(known => known.field === field);
		if (mapping === undefined || rule === undefined) return {kind: 'moved'};
		const shown = toSeen(rule, base[field], mapped.fields[field]);
		// What it made of a value of ours counts as ours: the keys that it gave to what we added.
		if (showsSent(rule, fields[field] ?? null, shown)) continue;
		if (!isSameBy(rule, shown, base[field])) {
			if (isUnknown && isCut(fields[field], shown)) continue;
			return {kind: 'moved'};
		}
		if (rule.direction === 'inbound' || !Object.hasOwn(changes, mapping.externalField)) return {kind: 'moved'};
		open.push(mapping);
	}
	if (open.length === 0) return {kind: 'done'};
	// It may have come to be left out since it was last listed; what it does not show was judged when this was written down.
	if (!passesFilters(pair.policy.filters.filter(({field}) => mapped.fields[field] !== undefined), mapped.fields)) return {kind: 'moved'};
	const names = open.map(({externalField}) => externalField);
	return {
		kind: 'send',
		changes: Object.fromEntries(names.map(name => [name, changes[name] ?? null])),
		expected: Object.fromEntries(names.map(name => [name, readPath(record.fields, name.split('.')) ?? null])),
	};
}
