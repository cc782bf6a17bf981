import type {JsonObject, JsonValue} from '../../../source/core/json.js';
import type {MappingRule} from '../../../source/core/mapping.js';
import type {Operations} from '../../../source/operations/operations.js';
import {systemName, type Side, type Snapshot, type WatchedField} from './two-sides.js';

/** What people make of one field's rules. `seeded`: as they were at first; `respelled`: a mapping that gives the same values in another way. */
export const ruleKinds = ['seeded', 'external_wins', 'internal_wins', 'newest_wins', 'inbound', 'ignored', 'unmapped', 'respelled'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** What the rules of the moment let Parley do by itself. */
export type Freedom = {
	/** Whether an edit of that side may be written over although nobody there has seen it. */
	readonly mayOverwrite: (side: Side, field: WatchedField) => boolean;
	readonly mayWrite: (side: Side, field: WatchedField) => boolean;
};

export type FieldRules = Freedom & {
	readonly set: (field: WatchedField, kind: RuleKind) => Promise<void>;
	/** Whether only records that are not rated "high" are synced. */
	readonly filter: (isOn: boolean) => Promise<void>;
	/** Ids of the records that the filter leaves alone, by what the other side shows. */
	readonly findLeftOut: (ours: Snapshot, theirs: Snapshot) => ReadonlySet<string>;
};

const pair = {systemName, entityType: 'poam'} as const;
const excluded = 'high';

/** The rules of the watched fields, changed the way in which people change them. */
export async function openFieldRules(operations: Operations): Promise<FieldRules> {
	const {policy: seeded} = await operations.exportPolicy(pair);
	const {mappings} = await operations.exportMappings(pair);
	const kinds = new Map<WatchedField, RuleKind>();
	let isFiltered = false;
	const kindOf = (field: WatchedField): RuleKind => kinds.get(field) ?? 'seeded';
	const isCompared = (field: WatchedField): boolean => !['ignored', 'unmapped'].includes(kindOf(field));
	const isInbound = (field: WatchedField): boolean => seeded.fields[field]?.direction === 'inbound' || kindOf(field) === 'inbound';
	return {
		set: async (field, kind) => {
			// What is only read, and stays as we have it, would differ for ever without a word.
			if (kind === 'internal_wins' && seeded.fields[field]?.direction === 'inbound') return;
			kinds.set(field, kind);
			await operations.setPolicy({...pair, isTrial: false, rules: {}, field: {name: field, policy: toPolicy(seeded.fields[field] ?? {}, kind)}});
			const wanted = mappings.flatMap((rule): readonly MappingRule[] => toMapping(rule, kindOf(rule.internalField as WatchedField)));
			await operations.importMappings({document: {...pair, mappings: wanted} as unknown as JsonValue, isTrial: false});
		},
		filter: async isOn => {
			isFiltered = isOn;
			await operations.setPolicy({...pair, isTrial: false, rules: {filters: isOn ? [{field: 'risk_rating', operator: 'ne', value: excluded}] : []}});
		},
		findLeftOut: (ours, theirs) => {
			const shown = kindOf('risk_rating') === 'unmapped' ? ours : theirs;
			return new Set(isFiltered ? [...theirs.keys()].filter(id => shown.get(id)?.['risk_rating'] === excluded) : []);
		},
		mayOverwrite: (side, field) => kindOf(field) === 'newest_wins' || kindOf(field) === (side === 'ours' ? 'external_wins' : 'internal_wins'),
		mayWrite: (side, field) => isCompared(field) && (side === 'ours' || !isInbound(field)),
	};
}

function toPolicy(seeded: JsonObject, kind: RuleKind): JsonObject {
	switch (kind) {
		case 'seeded':
		case 'unmapped':
		case 'respelled':
			return seeded;
		case 'ignored':
			return {...seeded, ignore: true};
		case 'inbound':
			return {...seeded, direction: 'inbound'};
		case 'external_wins':
		case 'internal_wins':
		case 'newest_wins':
			return {...seeded, strategy: kind};
	}
}

function toMapping(rule: MappingRule, kind: RuleKind): readonly MappingRule[] {
	if (kind === 'unmapped') return [];
	return [kind === 'respelled' ? {...rule, transformation: {type: 'chain', steps: [rule.transformation, {type: 'trim'}]}} : rule];
}
