import fc from 'fast-check';
import {expect, test} from 'vitest';
import sanitizeAnsi from '../../../../node_modules/ink/build/sanitize-ansi.js';
import sanitizeText from '../../../../source/ui/terminal/sanitize-text.js';

const text = fc.array(fc.constantFrom('plain', ' ', '│', '漢字', 'é', '\u0301', '\u001B[1mbold\u001B[22m', '\u001B[31m', '\u001B[38:5:1m', '\u001B[2J', '\u001B]8;;https://example.com\u0007', '\u0007', '\n'), {maxLength: 8}).map(parts => parts.join(''));

test('a text is what Ink makes of it, the first time and every other time', () => {
	fc.assert(fc.property(text, written => {
		expect([sanitizeText(written), sanitizeText(written)]).toEqual([sanitizeAnsi(written), sanitizeAnsi(written)]);
	}), {numRuns: 1000});
});

test('a text stays what it is after more others than are kept', () => {
	const written = 'kept\u001B[2J';
	expect(sanitizeText(written)).toBe('kept');
	for (let other = 0; other < 2000; other++) expect(sanitizeText(`${other}\u001B[2J`)).toBe(String(other));
	expect(sanitizeText(written)).toBe('kept');
});
