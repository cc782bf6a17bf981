import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createArrayReader, type ArrayElement} from '../../../../source/connectors/http/array-reader.js';
import {createArraySplitter} from '../../../../source/connectors/http/array-splitter.js';
import {parseJson} from '../../../../source/connectors/http/parse-json.js';

const limits = {maxElementBytes: 1000, maxDepth: 6};

/** Pushes the bytes in pieces, cut at these places, and lets a batch be as small as a few bytes. */
function read(text: string, cuts: readonly number[], batchBytes = 12): ArrayElement[] {
	const bytes = Buffer.from(text, 'utf8');
	const reader = createArrayReader(limits, batchBytes);
	const places = [...new Set([0, ...cuts.map(cut => cut % (bytes.length + 1)), bytes.length])].sort((left, right) => left - right);
	const found = places.slice(1).flatMap((end, index) => reader.push(bytes.subarray(places[index], end)));
	return [...found, ...reader.end()];
}

/** What the splitter alone makes of the document: the measure. "throws" when it refuses it. */
function readCarefully(text: string): unknown {
	const splitter = createArraySplitter(limits);
	try {
		const elements = splitter.push(Buffer.from(text, 'utf8'));
		splitter.end();
		return elements.map(element => {
			if (element.kind === 'refused') return element.reason;
			try {
				return parseJson(element.text, element.traits).value;
			} catch {
				return 'not JSON';
			}
		});
	} catch {
		return 'throws';
	}
}

function toOutcome(element: ArrayElement): unknown {
	if (element.kind === 'value') return element.value;
	return /not valid/.test(element.reason) ? 'not JSON' : /large/.test(element.reason) ? 'too-large' : 'too-deep';
}

function readQuickly(text: string, cuts: readonly number[]): unknown {
	try {
		return read(text, cuts).map(toOutcome);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		return 'throws';
	}
}

const show = (element: ArrayElement) => (element.kind === 'value' ? {kind: 'value', value: element.value, isSanitized: element.isSanitized} : element);

const cuts = fc.array(fc.nat(), {maxLength: 12});
/** Texts and lists that look like the border between two records. */
const lures = fc.constantFrom<unknown>('},{"id":1', ']},{"id"', '"},{"id"', [{id: 1}, {id: 2}], [[{id: 1}, {id: 2}]], [[[[[[['deep']]]]]]], 'é\u0000\ud800', 12345678901234567890n, 0.5, 'x'.repeat(1200));
const record = fc.record({id: fc.oneof(fc.nat(), lures), more: lures, again: fc.jsonValue({maxDepth: 3})}, {requiredKeys: ['id']});
const toText = (value: unknown): string => JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? `big${member}` : member)).replaceAll(/"big(\d+)"/g, '$1');
const documents = fc.oneof({weight: 5, arbitrary: fc.array(record, {maxLength: 12})}, {weight: 1, arbitrary: fc.array(fc.jsonValue(), {maxLength: 5})}).map(toText);

describe('reading an array in batches', () => {
	test('gives what the splitter gives, wherever the bytes are cut', () => {
		fc.assert(fc.property(documents, cuts, (text, places) => {
			expect(readQuickly(text, places)).toEqual(readCarefully(text));
		}), {numRuns: 1000});
	});

	test('gives the values of an element as long as anybody has it, and however many were read since', () => {
		fc.assert(fc.property(fc.array(documents, {minLength: 2, maxLength: 8}), cuts, fc.nat(5), (texts, places, keptOf) => {
			const kept = texts.map(text => ({text, elements: read(text, places)}));
			for (const {elements} of kept) for (const element of elements.slice(0, keptOf)) if (element.kind === 'value') element.keep?.();
			for (const {text, elements} of [...kept, ...kept.toReversed()]) expect(elements.map(toOutcome)).toEqual(readCarefully(text));
		}), {numRuns: 200});
	});

	test('judges damaged documents as the splitter does', () => {
		const damaged = fc.tuple(documents, fc.nat(), fc.constantFrom('"', ',', ']', '}', '[', '{', '\\', 'x', ':', '', '},{"id":')).map(([text, at, put]) => {
			const index = at % (text.length + 1);
			return text.slice(0, index) + put + text.slice(index + 1);
		});
		fc.assert(fc.property(damaged, cuts, (text, places) => {
			expect(readQuickly(text, places)).toEqual(readCarefully(text));
		}), {numRuns: 1000});
	});

	test('gives elements before the document has ended', () => {
		const reader = createArrayReader(limits, 20);
		const push = (text: string) => reader.push(Buffer.from(text)).map(show);
		const elements = (...ids: readonly number[]) => ids.map(id => ({kind: 'value', value: {id}, isSanitized: false}));
		expect(push('[{"id":1},{"id":2},{"id":')).toEqual(elements(1, 2));
		expect(push('3}')).toEqual([]);
		expect(push(',{"id":4},{"id":5},{"id":6}')).toEqual(elements(3, 4, 5));
		expect(push(']')).toEqual([]);
		expect(reader.end().map(show)).toEqual(elements(6));
	});

	test('gives a value again as often as it is asked for, whatever was read in between', () => {
		const texts = Array.from({length: 40}, (_, index) => JSON.stringify(Array.from({length: 3}, (_, place) => ({id: `${index}-${place}`, at: place}))));
		const elements = texts.map(text => read(text, [20, 40]));
		for (const order of [elements, elements.toReversed(), elements]) {
			for (const each of order) expect(each.map(element => element.kind === 'value' && element.value)).toEqual(JSON.parse(texts[elements.indexOf(each)] ?? ''));
		}
	});

	test('keeps the digits of a long number among plain records, and says what was replaced', () => {
		const text = String.raw`[{"id":1},{"id":12345678901234567890},{"id":"\u0000"},{"id":4}]`;
		expect(read(text, [30, 40]).map(show)).toEqual([
			{kind: 'value', value: {id: 1}, isSanitized: false},
			{kind: 'value', value: {id: '12345678901234567890'}, isSanitized: false},
			{kind: 'value', value: {id: '␀'}, isSanitized: true},
			{kind: 'value', value: {id: 4}, isSanitized: false},
		]);
	});
});
