import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createArraySplitter, defaultSplitterLimits, type SplitElement, type SplitterLimits} from '../../../../source/connectors/http/array-splitter.js';
import {parseJson} from '../../../../source/connectors/http/parse-json.js';

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');

/** Cuts the bytes at these places (taken modulo their length) and pushes the pieces. */
function split(bytes: Buffer, cuts: readonly number[], limits: SplitterLimits = defaultSplitterLimits): SplitElement[] {
	const splitter = createArraySplitter(limits);
	const places = [...new Set([0, ...cuts.map(cut => cut % (bytes.length + 1)), bytes.length])].sort((left, right) => left - right);
	const found = places.slice(1).flatMap((end, index) => splitter.push(bytes.subarray(places[index], end)));
	splitter.end();
	return found;
}

function toValue(element: SplitElement): unknown {
	if (element.kind === 'refused') throw new Error(element.reason);
	return parseJson(element.text, element.traits).value;
}

function isJsonArray(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) || value === null;
	} catch {
		return false; // The question is whether it parses.
	}
}

const cuts = fc.array(fc.nat(), {maxLength: 12});
/** Documents as a service might write them: any strings, any white space. */
const documents = fc.tuple(fc.array(fc.jsonValue({maxDepth: 5}), {maxLength: 8}), fc.constantFrom(undefined, 1, '\t')).map(([value, indent]) => JSON.stringify(value, undefined, indent));
/** Strings long enough to be searched and not walked through, with quotes and backslashes in them. */
const longTexts = fc.array(fc.record({text: fc.string({minLength: 20, maxLength: 200, unit: fc.constantFrom('a', 'b', '"', '\\', 'é')})}), {maxLength: 8}).map(list => JSON.stringify(list));
/** What `parseJson` changes on purpose has tests of its own. */
const isPlain = (text: string): boolean => !/\\u0000|\\ud[89a-f]|__proto__|\d{16}/.test(text);

describe('cutting an array into its elements', () => {
	test('gives what JSON.parse gives, wherever the bytes are cut', () => {
		fc.assert(fc.property(fc.oneof(documents.filter(isPlain), longTexts), cuts, (text, places) => {
			expect(split(bytesOf(text), places).map(toValue)).toEqual(JSON.parse(text));
		}), {numRuns: 500});
	});

	test('refuses, as a whole or in an element, each document that JSON.parse refuses', () => {
		const damaged = fc.tuple(documents, fc.nat(), fc.constantFrom('"', ',', ']', '}', '[', '{', '\\', 'x', ':', '')).map(([text, at, put]) => {
			const index = at % (text.length + 1);
			return text.slice(0, index) + put + text.slice(index + 1);
		});
		fc.assert(fc.property(damaged.filter(text => !isJsonArray(text)), cuts, (text, places) => {
			expect(() => split(bytesOf(text), places).map(toValue)).toThrow(SyntaxError);
		}), {numRuns: 500});
	});

	test('sees, wherever the bytes are cut, which elements need care', () => {
		const text = String.raw`[{"id":12345678901234567890},{"x":[1e400]},12345678901234567890,{"a":"\u0000"},{"\u005f_proto__":1},{"s":"12345678901234567890"},{"n":1234}]`;
		fc.assert(fc.property(cuts, places => {
			expect(split(bytesOf(text), places).map(toValue)).toEqual([{id: '12345678901234567890'}, {x: ['1e400']}, '12345678901234567890', {a: '␀'}, {}, {s: '12345678901234567890'}, {n: 1234}]);
		}));
	});

	test('never takes the beginning of a document for the whole', () => {
		fc.assert(fc.property(documents, fc.nat(), cuts, (text, at, places) => {
			const bytes = bytesOf(text);
			expect(() => split(bytes.subarray(0, at % bytes.length), places)).toThrow(SyntaxError);
		}));
	});

	test.each([['null'], [' [ ] '], ['[\n]'], ['\ufeff[]']])('takes %j for no elements', text => {
		expect(split(bytesOf(text), [1, 2])).toEqual([]);
	});

	test.each([[''], [' '], ['nul'], ['nullx'], ['null null'], ['{}'], ['{"error":"x"}'], ['"a"'], ['1'], ['[,1]'], ['[1,]'], ['[1 2]'], ['[1]]'], ['[1],'], ['<html>']])('refuses %j', text => {
		expect(() => split(bytesOf(text), [1])).toThrow(SyntaxError);
	});

	test('lets go of an element that is too large and keeps its neighbours', () => {
		const text = JSON.stringify([{id: 1}, {id: 2, text: 'x'.repeat(5000)}, {id: 3}]);
		const [first, second, third] = split(bytesOf(text), [700, 1400, 3000], {maxElementBytes: 1000, maxDepth: 10});
		expect([first, third].map(element => element && toValue(element))).toEqual([{id: 1}, {id: 3}]);
		expect(second).toMatchObject({kind: 'refused', reason: 'too-large', bytes: 5018, beginning: expect.stringMatching(/^\{"id":2,"text":"x+$/)});
	});

	test('lets go of an element that is too deep, without going down into it', () => {
		const deep = '['.repeat(100_000) + ']'.repeat(100_000);
		const [first, second] = split(bytesOf(`[${deep},{"id":2}]`), [5000, 150_000]);
		expect(first).toMatchObject({kind: 'refused', reason: 'too-deep', bytes: 200_000});
		expect(second && toValue(second)).toEqual({id: 2});
	});

	test('keeps no more of a refused element than its beginning', () => {
		const splitter = createArraySplitter({maxElementBytes: 1000, maxDepth: 10});
		splitter.push(bytesOf('["begins so'));
		for (let round = 0; round < 1000; round++) splitter.push(Buffer.alloc(1000, 'x'));
		const [element] = splitter.push(bytesOf('"]'));
		expect(element).toMatchObject({kind: 'refused', reason: 'too-large', bytes: 1_000_011, beginning: '"begins so'});
	});
});
