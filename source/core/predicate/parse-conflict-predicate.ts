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
	const tokens = toTokens(text);
	let next = 0;

	const isWord = (word: string): boolean => {
		const token = tokens[next];
		return token?.kind === 'word' && !token.isQuoted && token.text.toLowerCase() === word;
	};

	const readAny = (depth: number): ConflictPredicate => {
		if (depth > deepest) throw invalidPredicate(`The predicate has more than ${deepest} brackets in each other.`, 'Take away those that change nothing.');
		const parts = [readAll(depth)];
		while (isWord('or')) {
			next += 1;
			parts.push(readAll(depth));
		}
		return {kind: 'any', of: parts};
	};

	const readAll = (depth: number): ConflictPredicate => {
		const parts: ConflictPredicate[] = [];
		for (;;) {
			const token = tokens[next];
			if (token === undefined || token.kind === 'close' || isWord('or')) break;
			if (isWord('and') && parts.length > 0) next += 1;
			parts.push(readTerm(depth));
		}
		if (parts.length === 0) throw missingCondition(tokens[next], tokens[next - 1]);
		return {kind: 'all', of: parts};
	};

	const readTerm = (depth: number): ConflictPredicate => {
		const token = tokens[next];
		next += 1;
		switch (token?.kind) {
			case 'condition':
				return toCondition(token, systems);
			case 'open': {
				const inner = readAny(depth + 1);
				if (tokens[next]?.kind !== 'close') throw invalidPredicate(`The bracket at character ${token.at + 1} is not closed.`, 'Put a ")" where it ends.', token.at);
				next += 1;
				return inner;
			}
			case 'word':
				if (token.isQuoted) return {kind: 'text', text: token.text};
				switch (token.text.toLowerCase()) {
					case 'not':
						if (depth >= deepest) throw invalidPredicate('The predicate says "not" too often.', 'Two of them cancel each other out.');
						return {kind: 'not', of: readTerm(depth + 1)};
					case 'and':
					case 'or':
						throw missingCondition(token, tokens[next - 2]);
					case 'everything':
						return everything;
					case 'nothing':
						return {kind: 'any', of: []};
					default:
						return {kind: 'text', text: token.text};
				}
			default:
				throw missingCondition(token, tokens[next - 2]);
		}
	};

	if (tokens.length === 0) return everything;
	const predicate = readAny(0);
	const left = tokens[next];
	if (left !== undefined) throw invalidPredicate(`The ")" at character ${left.at + 1} closes nothing.`, 'Take it away, or put a "(" where it begins.', left.at);
	return simplify(predicate);
}

function missingCondition(token: Token | undefined, before: Token | undefined): Error {
	const place = token === undefined ? 'at the end' : `at character ${token.at + 1}`;
	const after = before?.kind === 'word' ? ` after "${before.text}"` : '';
	return invalidPredicate(`A condition is missing ${place}${after}.`, 'Write one, for example field:poc, or take the word before it away.', token?.at);
}
