import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {toSafeText} from '../../../../source/core/text/safe-text.js';
import {wrapLine} from '../../../../source/commands/print/wrap-line.js';
import {wrapWords} from '../../../../source/commands/print/wrap-words.js';

describe('words', () => {
	test.each([
		['break between two, where the next one does not fit', 'one two three', 7, ['one two', 'three']],
		['are counted in cells', '漢字 漢字 x', 6, ['漢字', '漢字 x']],
		['that are longer than a line stand alone, whole', 'a https://example.test/long b', 8, ['a', 'https://example.test/long', 'b']],
		['keep the blanks before and between them', '  parley  opens the console', 16, ['  parley  opens', 'the console']],
	] as const)('%s', (_, text, width, lines) => {
		expect(wrapWords(text, width)).toEqual(lines);
	});

	test('stay on one line without a width', () => {
		expect(wrapWords('one two three', undefined)).toEqual(['one two three']);
	});

	test('are all there, in their order, and in no line too many', () => {
		fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), {minLength: 1, maxLength: 20}), fc.integer({min: 16, max: 40}), fc.integer({min: 0, max: 4}), (words, width, hang) => {
			const lines = wrapWords(words.join(' '), width, hang);
			expect(lines.map(line => line.trim()).join(' ')).toBe(words.join(' '));
			for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
			for (const line of lines.slice(1)) expect(/^ */.exec(line)?.[0].length).toBe(hang);
		}));
	});
});

test.each([
	['● database: It answers at once.', ['● database: It', '  answers at', '  once.']],
	['  Next: parley db migrate', ['  Next: parley', '    db migrate']],
	['short', ['short']],
])('what goes on from "%s" stands two cells further in', (text, lines) => {
	expect(wrapLine(toSafeText(text), 14)).toEqual(lines);
});
