import type {JsonValue} from './json.js';

/**
 * What records the other side may leave out of a listing, in its own names and values. It narrows what is served and never
 * decides: what it lets through is judged by the policy's filters again, so a connector may let through more.
 */
export type ExternalFilter =
	/** The field holds one of these. `loose`: as text, whatever its case and the blanks around it. */
	| {readonly kind: 'any_of'; readonly field: string; readonly values: readonly JsonValue[]; readonly match: 'exact' | 'loose'}
	| {readonly kind: 'at_least' | 'at_most'; readonly field: string; readonly value: number};

export type FilterKind = ExternalFilter['kind'];
