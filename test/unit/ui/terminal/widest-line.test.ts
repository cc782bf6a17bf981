import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import widestLine from '../../../../source/ui/terminal/widest-line.js';
import {widthOf} from '../../../../source/ui/text/width.js';

test('it measures as the package does that it stands in for', () => {
	const piece = fc.oneof(fc.string({unit: 'grapheme', maxLength: 6}), fc.constantFrom('\u001B[1m', '\u001B[22m', '\u001B[36m', '\n', '…', '─────', '日本', '▲ 43', '✖'));
	fc.assert(fc.property(fc.array(piece).map(pieces => pieces.join('')), text => {
		expect(widestLine(text)).toBe(Math.max(0, ...text.split('\n').map(line => stringWidth(line))));
	}), {numRuns: 500});
});

test('every character that is taken for one cell is one', () => {
	for (let code = 0x20; code < 0x3000; code++) {
		const character = String.fromCodePoint(code);
		if (!/\p{M}/u.test(character)) expect([code, widthOf(character)]).toEqual([code, stringWidth(character)]);
	}
});
