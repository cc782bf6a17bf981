import * as z from 'zod';
import {conflictReasons, conflictTypes} from '../conflict.js';
import {severities, valueSides, type ConflictPredicate, type ValueMatch} from './conflict-predicate.js';
import {entityTypes} from '../entity.js';

const text = z.string().min(1).max(1000);

const valueMatch: z.ZodType<ValueMatch> = z.discriminatedUnion('match', [
	z.strictObject({match: z.literal('is'), value: z.json()}),
	z.strictObject({match: z.literal('absent')}),
	z.strictObject({match: z.literal('reads'), text: z.string().max(10_000)}),
	z.strictObject({match: z.literal('contains'), text}),
]);

/** A predicate that comes from outside the process: a row, a file, a request. */
export const conflictPredicateSchema: z.ZodType<ConflictPredicate> = z.lazy(() => {
	const parts = z.array(conflictPredicateSchema).max(1000);
	return z.discriminatedUnion('kind', [
		z.strictObject({kind: z.literal('all'), of: parts}),
		z.strictObject({kind: z.literal('any'), of: parts}),
		z.strictObject({kind: z.literal('not'), of: conflictPredicateSchema}),
		z.strictObject({kind: z.literal('system'), externalSystemId: z.int()}),
		z.strictObject({kind: z.literal('entity'), entityType: z.enum(entityTypes)}),
		z.strictObject({kind: z.literal('field'), field: text.nullable()}),
		z.strictObject({kind: z.literal('reason'), reason: z.enum(conflictReasons)}),
		z.strictObject({kind: z.literal('type'), conflictType: z.enum(conflictTypes)}),
		z.strictObject({kind: z.literal('status'), status: z.enum(['pending', 'resolved', 'ignored'])}),
		z.strictObject({kind: z.literal('value'), side: z.enum(valueSides), is: valueMatch}),
		z.strictObject({kind: z.literal('age'), than: z.enum(['older', 'newer']), ms: z.int().min(0).max(100 * 365 * 86_400_000)}),
		z.strictObject({kind: z.literal('severity'), level: z.enum(severities), orAbove: z.boolean()}),
		z.strictObject({kind: z.literal('assigned'), to: text.nullable()}),
		z.strictObject({kind: z.literal('text'), text}),
		z.strictObject({kind: z.literal('ids'), ids: z.array(z.int().min(1).max(2 ** 31 - 1))}),
		z.strictObject({kind: z.literal('version'), version: z.int().min(1)}),
	]);
});
