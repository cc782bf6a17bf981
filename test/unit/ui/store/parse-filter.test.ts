import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseFilter} from '../../../../source/ui/store/parse-filter.js';
import {toFilter, toPredicate} from '../../../../source/ui/store/filter-predicate.js';
import {tellFilter} from '../../../../source/ui/store/words.js';
import {arbitraryPredicate, jsonValue} from '../../../support/arbitrary-predicate.js';
import {matchesPredicate} from '../../../support/memory-operations/matches-predicate.js';
import {sampleConflicts} from '../../../support/memory-operations/sample-conflicts.js';

const systems = [{externalSystemId: 1, systemName: 'Tenable.io'}, {externalSystemId: 2, systemName: 'Xacta 360'}];
const parse = (typed: string) => parseFilter(typed, systems);

test('a word without a name is looked for in key and label', () => expect(parse('kernel')).toEqual({filter: {status: 'pending', where: {kind: 'text', text: 'kernel'}}}));

test('what counts and indexes know by name is told apart from the rest', () => {
	expect(parse('system:"Xacta 360" entity:poams field:poc reason:both_changed assigned:sam theirs:~smith')).toEqual({
		filter: {status: 'pending', externalSystemId: 2, entityType: 'poam', fieldName: 'poc', reason: 'both_changed', assignedTo: 'sam', where: {kind: 'value', side: 'external', is: {match: 'contains', text: 'smith'}}},
	});
});

test('a system is found by part of its name', () => expect(parse('system:xacta')).toEqual({filter: {status: 'pending', externalSystemId: 2}}));
test('conflicts that no longer wait are found by their status', () => expect(parse('status:ignored')).toEqual({filter: {status: 'ignored'}}));
test('the record as a whole is a field too', () => expect(parse('field:(record)')).toEqual({filter: {status: 'pending', fieldName: null}}));
test('a choice stays a choice', () => expect(parse('field:poc or field:status')).toMatchObject({filter: {status: 'pending', where: {kind: 'any'}}}));

test.each([
	['poc or system:nessus', 7, 'No system is called "nessus". There are: "Tenable.io", "Xacta 360".'],
	['entity:host', 0, '"host" is no entity type. There are: asset, vulnerability, system, control, poam.'],
	['(field:poc', 0, 'The bracket at character 1 is not closed. Put a ")" where it ends.'],
	['field:poc older:', 16, 'Nothing stands after "older:". Write the value right after the colon, in quotes when it has blanks: older:"…"'],
	['field:poc not', undefined, 'A condition is missing at the end after "not". Write one, for example field:poc, or take the word before it away.'],
])('%s is refused at its place, with what there is', (typed, at, problem) => expect(parse(typed)).toMatchObject({problem, at}));

const predicates = arbitraryPredicate({
	fields: fc.constantFrom('poc', 'status', 'scheduled_completion'), texts: fc.constantFrom('POAM', 'edge', 'Fin'), values: jsonValue,
	systems: fc.constantFrom(1, 2), ids: fc.integer({min: 1, max: 50}), spans: fc.constantFrom(60_000, 3_600_000),
});
const now = new Date('2026-11-21T14:00:00Z');
const conflicts = sampleConflicts(now);

test('as a filter and back, a predicate finds the same', () => {
	fc.assert(fc.property(predicates, predicate => {
		const back = toPredicate(toFilter(predicate));
		for (const conflict of conflicts) expect(matchesPredicate(back, conflict, now)).toBe(matchesPredicate(predicate, conflict, now));
	}));
});

test('a filter that is shown can be typed again', () => {
	fc.assert(fc.property(predicates, predicate => {
		const filter = toFilter(predicate);
		const parsed = parse(tellFilter(filter, systems));
		if ('problem' in parsed) throw new Error(parsed.problem);
		for (const conflict of conflicts) expect(matchesPredicate(toPredicate(parsed.filter), conflict, now)).toBe(matchesPredicate(predicate, conflict, now));
	}));
});
