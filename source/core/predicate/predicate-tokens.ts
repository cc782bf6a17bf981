import {AppError} from '../../errors/app-error.js';
import type {JsonValue} from '../json.js';

/** What stands after a condition's colon. */
export type TokenValue =
	| {readonly form: 'bare'; readonly text: string}
	| {readonly form: 'quoted'; readonly text: string}
	/** After "=": a value to the letter. */
	| {readonly form: 'json'; readonly value: JsonValue}
	/** After "~": a part of a value. */
	| {readonly form: 'part'; readonly text: string};

/** `at` is where it starts, counted in characters from 0. */
export type Token = {readonly at: number} & (
	| {readonly kind: 'open'}
	| {readonly kind: 'close'}
	| {readonly kind: 'word'; readonly text: string; readonly isQuoted: boolean}
	| {readonly kind: 'condition'; readonly name: string; readonly value: TokenValue; readonly text: string}
);

/** A predicate's text that cannot be read. `at`: where, counted in characters from 0; undefined at its end. */
export class InvalidPredicate extends AppError {
	readonly at: number | undefined;

	constructor(message: string, nextStep: string, at?: number) {
		super({code: 'VALUE_INVALID', message, nextStep});
		this.at = at;
	}
}

export const invalidPredicate = (message: string, nextStep: string, at?: number): InvalidPredicate => new InvalidPredicate(message, nextStep, at);

const longest = 200_000;
const blank = /\s+/y;
const name = /([A-Za-z]+):/y;
const bare = /[^\s()]+/y;
/** The one value with brackets of its own: conflicts over whole records. */
const wholeRecord = /\(record\)/y;

/** Splits a predicate's text. @throws VALUE_INVALID for a quote that is not closed, or a value that is missing. */
export function toTokens(text: string): readonly Token[] {
	if (text.length > longest) throw invalidPredicate(`The predicate is longer than ${longest} characters.`, 'Ask for a cause, an age or a text instead of naming each conflict.');
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const space = match(blank, text, at);
		if (space !== undefined) {
			at += space.length;
			continue;
		}
		const {token, end} = readToken(text, at);
		tokens.push(token);
		at = end;
	}
	return tokens;
}

type Read<T> = {readonly token: T; readonly end: number};

function readToken(text: string, at: number): Read<Token> {
	if (text[at] === '(') return {token: {kind: 'open', at}, end: at + 1};
	if (text[at] === ')') return {token: {kind: 'close', at}, end: at + 1};
	if (text[at] === '"') {
		const {token: quoted, end} = readQuoted(text, at);
		return {token: {kind: 'word', text: quoted, isQuoted: true, at}, end};
	}
	const label = match(name, text, at);
	if (label !== undefined) {
		const {token: value, end} = readValue(text, at + label.length, label);
		return {token: {kind: 'condition', name: label.slice(0, -1).toLowerCase(), value, text: text.slice(at, end), at}, end};
	}
	const word = match(bare, text, at) ?? '';
	return {token: {kind: 'word', text: word, isQuoted: false, at}, end: at + word.length};
}

function readValue(text: string, at: number, label: string): Read<TokenValue> {
	switch (text[at]) {
		case '"': {
			const {token, end} = readQuoted(text, at);
			return {token: {form: 'quoted', text: token}, end};
		}
		case '=':
			return readJson(text, at + 1);
		case '~': {
			const {token, end} = text[at + 1] === '"' ? readQuoted(text, at + 1) : readBare(text, at + 1, `${label}~`);
			return {token: {form: 'part', text: token}, end};
		}
		default: {
			const record = match(wholeRecord, text, at);
			const {token, end} = record === undefined ? readBare(text, at, label) : {token: record, end: at + record.length};
			return {token: {form: 'bare', text: token}, end};
		}
	}
}

function readBare(text: string, at: number, label: string): Read<string> {
	const found = match(bare, text, at);
	if (found === undefined) throw invalidPredicate(`Nothing stands after "${label}".`, `Write the value right after the colon, in quotes when it has blanks: ${label}"…"`, at);
	return {token: found, end: at + found.length};
}

/** A text in double quotes, with JSON's escapes. */
function readQuoted(text: string, at: number): Read<string> {
	const quoted = match(/"(?:[^"\\]|\\.)*"/sy, text, at);
	if (quoted === undefined) throw invalidPredicate(`The quote that begins at character ${at + 1} is not closed.`, String.raw`Close it with ", and write a quote inside of it as \".`, at);
	try {
		return {token: JSON.parse(quoted) as string, end: at + quoted.length};
	} catch {
		// Not JSON to the letter, for example a backslash that a person typed as it is.
		return {token: quoted.slice(1, -1).replaceAll(/\\(["\\])/g, '$1'), end: at + quoted.length};
	}
}

/** The longest text from here that is JSON on its own: brackets and quotes tell where it ends. */
function readJson(text: string, at: number): Read<TokenValue> {
	const end = /["[{]/.test(text[at] ?? '') ? findJsonEnd(text, at) : at + (match(bare, text, at)?.length ?? 0);
	const source = text.slice(at, end);
	try {
		return {token: {form: 'json', value: JSON.parse(source) as JsonValue}, end};
	} catch {
		throw invalidPredicate(`"${source.slice(0, 40)}" at character ${at + 1} is not JSON.`, 'After "=" stands a value as JSON: ="a text", =42, =null, =["a", "b"].', at);
	}
}

function findJsonEnd(text: string, start: number): number {
	const part = /"(?:[^"\\]|\\.)*"|[[{]|[\]}]|[^"[\]{}]+/sy;
	let depth = 0;
	let at = start;
	for (;;) {
		const found = match(part, text, at);
		if (found === undefined) return text.length;
		at += found.length;
		if (found === '[' || found === '{') depth += 1;
		if (found === ']' || found === '}') depth -= 1;
		if (depth <= 0) return at;
	}
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
}
