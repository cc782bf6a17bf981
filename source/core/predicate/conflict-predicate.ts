import type {ConflictReason, ConflictStatus, ConflictType} from '../conflict.js';
import type {EntityType} from '../entity.js';
import type {JsonValue} from '../json.js';

/** How bad a record is, lowest first: a finding's severity, an asset's criticality, a POA&M's risk rating. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const valueSides = ['base', 'internal', 'external'] as const;
export type ValueSide = (typeof valueSides)[number];

/** How a value is looked for. */
export type ValueMatch =
	/** The same canonical value; `null` is one. */
	| {readonly match: 'is'; readonly value: JsonValue}
	| {readonly match: 'absent'}
	/** What a person reads of it is exactly this: 7 and "7" both read "7". */
	| {readonly match: 'reads'; readonly text: string}
	/** What a person reads of it has this in it, in any case. */
	| {readonly match: 'contains'; readonly text: string};

/** One thing that is asked of a conflict. */
export type ConflictCondition =
	| {readonly kind: 'system'; readonly externalSystemId: number}
	| {readonly kind: 'entity'; readonly entityType: EntityType}
	/** `null`: conflicts over whole records. */
	| {readonly kind: 'field'; readonly field: string | null}
	| {readonly kind: 'reason'; readonly reason: ConflictReason}
	| {readonly kind: 'type'; readonly conflictType: ConflictType}
	| {readonly kind: 'status'; readonly status: ConflictStatus}
	| {readonly kind: 'value'; readonly side: ValueSide; readonly is: ValueMatch}
	/** Opened longer ago, or less long ago, than so many milliseconds. */
	| {readonly kind: 'age'; readonly than: 'older' | 'newer'; readonly ms: number}
	| {readonly kind: 'severity'; readonly level: Severity; readonly orAbove: boolean}
	/** `null`: to nobody. */
	| {readonly kind: 'assigned'; readonly to: string | null}
	/** Part of the record's key or label, in any case. */
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'ids'; readonly ids: readonly number[]}
	| {readonly kind: 'version'; readonly version: number};

/**
 * Which conflicts, as data of a closed set: it is stored, printed, parsed and compiled to SQL, and never run as code.
 * `all` of nothing holds for every conflict, `any` of nothing for none.
 */
export type ConflictPredicate =
	| ConflictCondition
	| {readonly kind: 'all'; readonly of: readonly ConflictPredicate[]}
	| {readonly kind: 'any'; readonly of: readonly ConflictPredicate[]}
	| {readonly kind: 'not'; readonly of: ConflictPredicate};

export const everything: ConflictPredicate = {kind: 'all', of: []};

/** What all of these find together, as flat as it can be. */
export const allOf = (...parts: readonly ConflictPredicate[]): ConflictPredicate =>
	simplify({kind: 'all', of: parts.flatMap(part => (part.kind === 'all' ? part.of : [part]))});

/** Whether a condition of this kind stands anywhere in it. */
export function mentions(predicate: ConflictPredicate, kind: ConflictCondition['kind']): boolean {
	switch (predicate.kind) {
		case 'all':
		case 'any':
			return predicate.of.some(part => mentions(part, kind));
		case 'not':
			return mentions(predicate.of, kind);
		default:
			return predicate.kind === kind;
	}
}

/** The same in its shortest shape: an `all` or `any` of one thing is that thing, and two `not` are none. */
export function simplify(predicate: ConflictPredicate): ConflictPredicate {
	switch (predicate.kind) {
		case 'all':
		case 'any': {
			const parts = predicate.of.map(simplify);
			const [only] = parts;
			return only !== undefined && parts.length === 1 ? only : {kind: predicate.kind, of: parts};
		}
		case 'not': {
			const inner = simplify(predicate.of);
			return inner.kind === 'not' ? inner.of : {kind: 'not', of: inner};
		}
		default:
			return predicate;
	}
}
