import type {ConflictFilter} from '../../core/conflict.js';
import {parseConflictPredicate} from '../../core/predicate/parse-conflict-predicate.js';
import type {NamedSystem} from '../../core/predicate/predicate-conditions.js';
import {InvalidPredicate} from '../../core/predicate/predicate-tokens.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {safe} from '../text/safe.js';
import {toFilter} from './filter-predicate.js';

/** `at`: where the text is wrong, in characters from 0; undefined at its end. */
export type ParsedFilter = {readonly filter: ConflictFilter} | {readonly problem: SafeText; readonly at: number | undefined};

/** Reads a filter in the language that the commands take: docs/bulk-verdicts.md lists it. */
export function parseFilter(typed: string, systems: readonly NamedSystem[]): ParsedFilter {
	try {
		return {filter: toFilter(parseConflictPredicate(typed, systems))};
	} catch (error) {
		if (error instanceof InvalidPredicate) return {problem: safe(`${error.message} ${error.nextStep}`), at: error.at};
		throw error;
	}
}
