import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {isNarrow} from '../../../../source/ui/text/narrow.js';

test('every character that counts as narrow takes one cell', () => {
	const narrow = Array.from({length: 0x1_0000}, (_, code) => String.fromCharCode(code)).filter(isNarrow);
	expect(narrow.length).toBeGreaterThan(800);
	expect(narrow.filter(character => stringWidth(character) !== 1)).toEqual([]);
});

test.each(['漢', '👍', 'e\u0301', '\u200B', '\u00AD', '\u001B[1m', '\t'])('%j is left to who measures more exactly', text => {
	expect(isNarrow(text)).toBe(false);
});
