import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {mentions, simplify, type ConflictPredicate} from '../../../../source/core/predicate/conflict-predicate.js';
import {conflictPredicateSchema} from '../../../../source/core/predicate/conflict-predicate-schema.js';
import {parseConflictPredicate} from '../../../../source/core/predicate/parse-conflict-predicate.js';
import {printConflictPredicate} from '../../../../source/core/predicate/print-conflict-predicate.js';
import {AppError} from '../../../../source/errors/app-error.js';
import {arbitraryPredicate, jsonValue} from '../../../support/arbitrary-predicate.js';

const systems = [{externalSystemId: 1, systemName: 'Tenable.io'}, {externalSystemId: 2, systemName: 'Xacta 360'}, {externalSystemId: 3, systemName: 'Xacta Lab'}];
const parse = (text: string): ConflictPredicate => parseConflictPredicate(text, systems);
const print = (predicate: ConflictPredicate): string => printConflictPredicate(predicate, systems);

const anything = arbitraryPredicate({
	fields: fc.string({minLength: 1}), texts: fc.string(), values: jsonValue, systems: fc.integer({min: 1, max: 5}), ids: fc.integer({min: 1, max: 2 ** 31 - 1}),
	spans: fc.nat(1_000_000).map(seconds => seconds * 1000),
});

test('what is printed reads back as the same, for every predicate', () => {
	fc.assert(fc.property(anything, predicate => {
		expect(parse(print(predicate))).toEqual(simplify(predicate));
	}), {numRuns: 2000});
});

test('no text makes the parser fail in another way than by saying what is wrong', () => {
	const words = fc.constantFrom('field:', 'ours:=', '(', ')', 'not ', 'or ', 'and ', '"', '~', '{', '[', ':', 'id:1,', 'older:3h ', 'constructor:x ', '\\', '=', 'everything ');
	fc.assert(fc.property(fc.array(fc.oneof(words, fc.string({maxLength: 4})), {maxLength: 12}).map(parts => parts.join('')), text => {
		try {
			parse(text);
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			expect(error.code).toBe('VALUE_INVALID');
		}
	}), {numRuns: 3000});
});

test('as data it goes through the schema unchanged, and nothing else does', () => {
	fc.assert(fc.property(anything, predicate => {
		expect(conflictPredicateSchema.parse(predicate)).toEqual(predicate);
	}));
	for (const stray of [{kind: 'sql', text: 'true'}, {kind: 'field', field: 'poc', also: 1}, {kind: 'not'}, {kind: 'ids', ids: ['1; drop']}, null]) {
		expect(conflictPredicateSchema.safeParse(stray).success).toBe(false);
	}
});

describe('the text', () => {
	const poc: ConflictPredicate = {kind: 'field', field: 'poc'};
	const drift: ConflictPredicate = {kind: 'reason', reason: 'drift'};
	const sam: ConflictPredicate = {kind: 'assigned', to: 'sam'};

	test.each<[string, ConflictPredicate]>([
		['field:poc reason:drift', {kind: 'all', of: [poc, drift]}],
		['field:poc and reason:drift or assigned:sam', {kind: 'any', of: [{kind: 'all', of: [poc, drift]}, sam]}],
		['field:poc (reason:drift or assigned:sam)', {kind: 'all', of: [poc, {kind: 'any', of: [drift, sam]}]}],
		['not(assigned:sam)', {kind: 'not', of: sam}],
		['NOT assigned:sam OR field:poc', {kind: 'any', of: [{kind: 'not', of: sam}, poc]}],
		['not not field:poc', poc],
		['reason:both_changed,drift', {kind: 'any', of: [{kind: 'reason', reason: 'both_changed'}, drift]}],
		['system:"xacta 360"', {kind: 'system', externalSystemId: 2}],
		['system:tenable', {kind: 'system', externalSystemId: 1}],
		['entity:poams', {kind: 'entity', entityType: 'poam'}],
		['entity:Vulnerabilities', {kind: 'entity', entityType: 'vulnerability'}],
		['field:(record)', {kind: 'field', field: null}],
		['older:3h', {kind: 'age', than: 'older', ms: 10_800_000}],
		['severity:high+', {kind: 'severity', level: 'high', orAbove: true}],
		['assigned:nobody', {kind: 'assigned', to: null}],
		['assigned:"nobody"', {kind: 'assigned', to: 'nobody'}],
		['ours:bo', {kind: 'value', side: 'internal', is: {match: 'reads', text: 'bo'}}],
		['theirs:~smith', {kind: 'value', side: 'external', is: {match: 'contains', text: 'smith'}}],
		['theirs:null', {kind: 'value', side: 'external', is: {match: 'is', value: null}}],
		['theirs:"null"', {kind: 'value', side: 'external', is: {match: 'reads', text: 'null'}}],
		['base:absent', {kind: 'value', side: 'base', is: {match: 'absent'}}],
		['ours:=["a (b)", {"c": "]"}] field:poc', {kind: 'all', of: [{kind: 'value', side: 'internal', is: {match: 'is', value: ['a (b)', {c: ']'}]}}, poc]}],
		['id:3,5', {kind: 'ids', ids: [3, 5]}],
		['POAM-7 "both or"', {kind: 'all', of: [{kind: 'text', text: 'POAM-7'}, {kind: 'text', text: 'both or'}]}],
		['', {kind: 'all', of: []}],
		['everything', {kind: 'all', of: []}],
	])('%s', (text, predicate) => {
		expect(parse(text)).toEqual(predicate);
	});

	test.each([
		['reson:drift', /"reson:" at character 1 is no condition\. Did you mean "reason:"\?/, /assigned/],
		['reason:drfit', /Did you mean "drift"\?/, /both_changed/],
		['system:xacta', /may be any of several/, /"Xacta 360", "Xacta Lab"/],
		['system:qualys', /No system is called "qualys"/, /"Tenable\.io"/],
		['older:9999999999w', /within a hundred years/, /3h/],
		['older:soon', /"soon" at character 1 is no span of time/, /3h/],
		['field:poc (reason:drift', /The bracket at character 11 is not closed/, /"\)"/],
		['field:poc)', /The "\)" at character 10 closes nothing/, /"\("/],
		['field:poc or', /A condition is missing at the end after "or"/, /field:poc/],
		['not', /missing at the end after "not"/, /field:poc/],
		['field:poc and or', /missing at character 15 after "and"/, /field:poc/],
		['and field:poc', /missing at character 1\./, /field:poc/],
		['field:poc or or status:pending', /missing at character 14 after "or"/, /field:poc/],
		['entity:bogus', /"bogus" is no entity type/, /poam/],
		['ours:"half', /quote that begins at character 6 is not closed/, /\\"/],
		['ours:=[1', /is not JSON/, /=42/],
		['field:', /Nothing stands after "field:"/, /field:"…"/],
		['field:~poc', /looks for a value, and field is none/, /field:…/],
		['id:1,x', /"x" at character 1 is no whole number/, /id:12,15/],
		['reason:,', /Nothing but commas/, /reason:a,b/],
		['constructor:x', /is no condition/, /system/],
		[`${'('.repeat(60)}x${')'.repeat(60)}`, /more than 50 brackets/, /nothing/],
	])('%s is told what is wrong with it', (text, message, nextStep) => {
		expect(() => parse(text)).toThrow(expect.objectContaining({code: 'VALUE_INVALID', message: expect.stringMatching(message), nextStep: expect.stringMatching(nextStep)}));
	});
});

test('whether it speaks of something is found at any depth', () => {
	const predicate = parse('field:poc (not (reason:drift or status:ignored))');
	expect(mentions(predicate, 'status')).toBe(true);
	expect(mentions(predicate, 'assigned')).toBe(false);
});
