import {everything, simplify, type ConflictPredicate} from './conflict-predicate.js';
import {toCondition, type NamedSystem} from './predicate-conditions.js';
import {invalidPredicate, toTokens, type Token} from './predicate-tokens.js';

const deepest = 50;

/**
 * Reads a predicate as a person types it: conditions such as `field:poc`, `older:3h` or `theirs:~smith`, which must all
 * hold, with `or`, `not` and brackets. A word without a name is looked for in the record's key and label;
 * one that joins conditions is looked for in quotes.
 * docs/bulk-verdicts.md lists every condition. An empty text asks for nothing and holds for every conflict.
 * @throws VALUE_INVALID with the place and what would do.
 */
export function parseConflictPredicate(text: string, systems: readonly NamedSystem[]): ConflictPredicate {
	const reading: Reading = {tokens: toTokens(text), next: 0, systems};
	if (reading.tokens.length === 0) return everything;
	const predicate = readAny(reading, 0);
	const left = reading.tokens[reading.next];
	if (left !== undefined) throw invalidPredicate(`The ")" at character ${left.at + 1} closes nothing.`, 'Take it away, or put a "(" where it begins.', left.at);
	return simplify(predicate);
}

/** `next`: the place of the token that is read next. */
type Reading = {readonly tokens: readonly Token[]; next: number; readonly systems: readonly NamedSystem[]};

function isWord({tokens, next}: Reading, word: string): boolean {
	const token = tokens[next];
	return token?.kind === 'word' && !token.isQuoted && token.text.toLowerCase() === word;
}

/** What "or" separates. `depth`: in how many brackets and behind how many "not" it stands. */
function readAny(reading: Reading, depth: number): ConflictPredicate {
	if (depth > deepest) throw invalidPredicate(`The predicate has more than ${deepest} brackets in each other.`, 'Take away those that change nothing.');
	const parts = [readAll(reading, depth)];
	while (isWord(reading, 'or')) {
		reading.next += 1;
		parts.push(readAll(reading, depth));
	}
	return {kind: 'any', of: parts};
}

/** Conditions that stand side by side. */
function readAll(reading: Reading, depth: number): ConflictPredicate {
	const {tokens} = reading;
	const parts: ConflictPredicate[] = [];
	for (;;) {
		const token = tokens[reading.next];
		if (token === undefined || token.kind === 'close' || isWord(reading, 'or')) break;
		if (isWord(reading, 'and') && parts.length > 0) reading.next += 1;
		parts.push(readTerm(reading, depth));
	}
	if (parts.length === 0) throw missingCondition(tokens[reading.next], tokens[reading.next - 1]);
	return {kind: 'all', of: parts};
}

function readTerm(reading: Reading, depth: number): ConflictPredicate {
	const {tokens} = reading;
	const token = tokens[reading.next];
	reading.next += 1;
	switch (token?.kind) {
		case 'condition':
			return toCondition(token, reading.systems);
		case 'open': {
			const inner = readAny(reading, depth + 1);
			if (tokens[reading.next]?.kind !== 'close') throw invalidPredicate(`The bracket at character ${token.at + 1} is not closed.`, 'Put a ")" where it ends.', token.at);
			reading.next += 1;
			return inner;
		}
		case 'word':
			return token.isQuoted ? {kind: 'text', text: token.text} : readWord(reading, token, depth);
		default:
			throw missingCondition(token, tokens[reading.next - 2]);
	}
}

/** A word without quotes, which was just read: one that has a meaning here, or a text to look for. */
function readWord(reading: Reading, token: Extract<Token, {readonly kind: 'word'}>, depth: number): ConflictPredicate {
	switch (token.text.toLowerCase()) {
		case 'not':
			if (depth >= deepest) throw invalidPredicate('The predicate says "not" too often.', 'Two of them cancel each other out.');
			return {kind: 'not', of: readTerm(reading, depth + 1)};
		case 'and':
		case 'or':
			throw missingCondition(token, reading.tokens[reading.next - 2]);
		case 'everything':
			return everything;
		case 'nothing':
			return {kind: 'any', of: []};
		default:
			return {kind: 'text', text: token.text};
	}
}

function missingCondition(token: Token | undefined, before: Token | undefined): Error {
	const place = token === undefined ? 'at the end' : `at character ${token.at + 1}`;
	const after = before?.kind === 'word' ? ` after "${before.text}"` : '';
	return invalidPredicate(`A condition is missing ${place}${after}.`, 'Write one, for example field:poc, or take the word before it away.', token?.at);
}
