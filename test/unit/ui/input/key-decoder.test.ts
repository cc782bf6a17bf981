import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {InputEvent} from '../../../../source/ui/input/input-event.js';
import {createKeyDecoder} from '../../../../source/ui/input/key-decoder.js';

/** What comes of reads that arrive one after the other. */
function decode(...reads: readonly string[]): readonly InputEvent[] {
	const decoder = createKeyDecoder();
	return reads.flatMap(read => decoder.push(read));
}

const keys = (...reads: readonly string[]): readonly string[] => decode(...reads).map(event => (event.kind === 'key' ? event.key : `paste:${event.text}`));

describe('plain keys', () => {
	test('a held key in one read is as many keys', () => expect(keys('jjj')).toEqual(['j', 'j', 'j']));
	test('a blank is called space and writes a blank', () => expect(decode(' ')).toEqual([{kind: 'key', key: 'space', text: ' ', isTypedAhead: false}]));
	test('a letter with a combining mark is one key', () => expect(keys('e\u0301x')).toEqual(['e\u0301', 'x']));
	test('control characters have their names', () => expect(keys('\r\t\u007F\u0003\u0004\u001A')).toEqual(['enter', 'tab', 'backspace', 'ctrl-c', 'ctrl-d', 'ctrl-z']));
	test('keys that come with others are marked as typed ahead', () => {
		expect(decode('/foo\r').every(event => event.kind === 'key' && event.isTypedAhead)).toBe(true);
	});
	test('a held key is not typed ahead', () => {
		expect(decode('jjj').some(event => event.kind === 'key' && event.isTypedAhead)).toBe(false);
	});
});

describe('sequences', () => {
	test.each([
		['\u001B[A', 'up'], ['\u001BOB', 'down'], ['\u001B[1;5C', 'ctrl-right'], ['\u001B[5~', 'pageup'], ['\u001B[3~', 'delete'], ['\u001B[H', 'home'], ['\u001B[Z', 'shift-tab'], ['\u001Bj', 'alt-j'],
	])('%j is %s', (bytes, key) => expect(keys(bytes)).toEqual([key]));

	test('an arrow whose ESC came alone is still an arrow', () => expect(keys('\u001B', '[B')).toEqual(['down']));
	test('an arrow torn before its last byte is no capital letter', () => expect(keys('\u001B[', 'B')).toEqual(['down']));
	test('a lone ESC is the Escape key once nothing follows', () => {
		const decoder = createKeyDecoder();
		expect(decoder.push('\u001B')).toEqual([]);
		expect(decoder.pending()).toBe('escape');
		expect(decoder.flush()).toEqual([{kind: 'key', key: 'escape', text: undefined, isTypedAhead: false}]);
	});
	test('half a sequence that never ends is nothing', () => {
		const decoder = createKeyDecoder();
		decoder.push('\u001B[1;');
		expect(decoder.pending()).toBe('sequence');
		expect(decoder.flush()).toEqual([]);
		expect(decoder.pending()).toBe('nothing');
	});
	test.each([
		['a mouse report', '\u001B[<0;10;5M'], ['focus in', '\u001B[I'], ['a cursor report', '\u001B[24;80R'], ['device attributes', '\u001B[?62;c'],
		['a colour report', '\u001B]11;rgb:0000/0000/0000\u0007'], ['a colour report that ends with ST', '\u001B]11;rgb:0/0/0\u001B\\'], ['a DCS reply', '\u001BP1+r544e\u001B\\'], ['F1 of the Linux console', '\u001B[[A'],
	])('%s is swallowed whole', (_name, bytes) => expect(keys(`${bytes}x`)).toEqual(['x']));
	test('Escape and a bracket that were typed do not swallow the Enter that follows', () => expect(keys('\u001B]', 'abc\r', 'x')).toEqual(['enter', 'x']));
	test('Escape twice is Escape, and another one that waits', () => expect(keys('\u001B\u001B', '[A')).toEqual(['escape', 'up']));
});

describe('pastes', () => {
	const paste = (text: string): string => `\u001B[200~${text}\u001B[201~`;

	test('a marked paste is one text, whatever is in it', () => expect(keys(paste('q\rdd\u001B[A'))).toEqual(['paste:q\rdd\u001B[A']));
	test('a paste in many reads is one text', () => expect(keys('\u001B[200~de', 'lete ', 'all\u001B[20', '1~')).toEqual(['paste:delete all']));
	test('a paste that never ends is text when it is given up', () => {
		const decoder = createKeyDecoder();
		decoder.push('\u001B[200~half');
		expect(decoder.pending()).toBe('paste');
		expect(decoder.flush()).toEqual([{kind: 'paste', text: 'half'}]);
	});
	test('a long text in one read is a paste where the terminal does not say so', () => {
		expect(keys('nobody types a whole line like this at once')).toEqual(['paste:nobody types a whole line like this at once']);
	});
	test('a key held for long is no paste', () => expect(keys('j'.repeat(80))).toHaveLength(80));
});

test('however the bytes are torn, the keys are the same', () => {
	const piece = fc.constantFrom('j', 'é', '日', '\u001B[A', '\u001B[1;5D', '\u001BOP', '\u001B[<0;1;2M', '\r', '\u001B[200~p q\u001B[201~', '\u001B]0;t\u0007', 'x');
	fc.assert(fc.property(fc.array(piece, {maxLength: 20}), fc.array(fc.nat(200), {maxLength: 12}), (pieces, cuts) => {
		const bytes = pieces.join('');
		const places = [0, ...[...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((left, right) => left - right), bytes.length];
		const reads = places.slice(1).map((end, index) => bytes.slice(places[index], end));
		expect(keys(...reads)).toEqual(pieces.flatMap(one => keys(one)));
	}));
});
