import * as fc from 'fast-check';
import {conflictReasons, conflictTypes} from '../../source/core/conflict.js';
import {severities, valueSides, type ConflictCondition, type ConflictPredicate, type ValueMatch} from '../../source/core/predicate/conflict-predicate.js';
import {entityTypes} from '../../source/core/entity.js';
import type {JsonValue} from '../../source/core/json.js';

/** JSON as it comes out of JSON: without -0, which JSON has not. */
export const jsonValue: fc.Arbitrary<JsonValue> = fc.jsonValue({maxDepth: 2}).map(value => JSON.parse(JSON.stringify(value)) as JsonValue);

export type PredicateWords = {
	readonly fields: fc.Arbitrary<string>;
	readonly texts: fc.Arbitrary<string>;
	readonly values: fc.Arbitrary<JsonValue>;
	readonly systems: fc.Arbitrary<number>;
	readonly ids: fc.Arbitrary<number>;
	/** Ages, in milliseconds. */
	readonly spans: fc.Arbitrary<number>;
};

/** Predicates of every kind of condition, over the words that are given. */
export function arbitraryPredicate({fields, texts, values, systems, ids, spans}: PredicateWords): fc.Arbitrary<ConflictPredicate> {
	const text = texts.filter(one => one !== '');
	const match: fc.Arbitrary<ValueMatch> = fc.oneof(
		values.map((value): ValueMatch => ({match: 'is', value})),
		fc.constant<ValueMatch>({match: 'absent'}),
		texts.map((one): ValueMatch => ({match: 'reads', text: one})),
		text.map((one): ValueMatch => ({match: 'contains', text: one})),
	);
	const condition: fc.Arbitrary<ConflictCondition> = fc.oneof(
		systems.map((externalSystemId): ConflictCondition => ({kind: 'system', externalSystemId})),
		fc.constantFrom(...entityTypes).map((entityType): ConflictCondition => ({kind: 'entity', entityType})),
		fc.option(fields).map((field): ConflictCondition => ({kind: 'field', field})),
		fc.constantFrom(...conflictReasons).map((reason): ConflictCondition => ({kind: 'reason', reason})),
		fc.constantFrom(...conflictTypes).map((conflictType): ConflictCondition => ({kind: 'type', conflictType})),
		fc.constantFrom('pending', 'resolved', 'ignored').map((status): ConflictCondition => ({kind: 'status', status})),
		fc.record({kind: fc.constant('value' as const), side: fc.constantFrom(...valueSides), is: match}),
		fc.record({kind: fc.constant('age' as const), than: fc.constantFrom('older' as const, 'newer' as const), ms: spans}),
		fc.record({kind: fc.constant('severity' as const), level: fc.constantFrom(...severities), orAbove: fc.boolean()}),
		fc.option(text).map((to): ConflictCondition => ({kind: 'assigned', to})),
		text.map((one): ConflictCondition => ({kind: 'text', text: one})),
		fc.array(ids, {minLength: 1, maxLength: 4}).map((list): ConflictCondition => ({kind: 'ids', ids: list})),
		fc.integer({min: 1, max: 3}).map((version): ConflictCondition => ({kind: 'version', version})),
	);
	return fc.letrec<{predicate: ConflictPredicate}>(tie => ({
		predicate: fc.oneof(
			{maxDepth: 4, withCrossShrink: true},
			condition,
			fc.record({kind: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('predicate'), {maxLength: 3})}),
			fc.record({kind: fc.constant('not' as const), of: tie('predicate')}),
		),
	})).predicate;
}
