import fc from 'fast-check';
import {expect, test} from 'vitest';
import {clipboardLimit, clipboardSequence} from '../../../../source/ui/terminal/clipboard-sequence.js';

const payload = (sequence: string): string => Buffer.from(/\u001B\]52;c;([^\u0007]*)\u0007/.exec(sequence)?.[1] ?? '', 'base64').toString();

test('any text arrives as it is, and nothing in it reaches the terminal as itself', () => {
	fc.assert(fc.property(fc.string({unit: 'grapheme', maxLength: 200}), text => {
		const sequence = clipboardSequence(text, undefined) ?? '';
		expect(payload(sequence)).toBe(text);
		expect(sequence).toMatch(/^\u001B\]52;c;[A-Za-z0-9+/=]*\u0007$/);
	}));
});

test('tmux gets it for itself, and wrapped for the terminal around it', () => {
	const sequence = clipboardSequence('POAM-1', 'tmux') ?? '';
	const [own = '', wrapped = ''] = sequence.split('\u001BPtmux;');
	expect(payload(own)).toBe('POAM-1');
	expect(wrapped.replace(/\u001B\\$/, '').replaceAll('\u001B\u001B', '\u001B')).toBe(own);
});

test('screen gets it in pieces that it takes, which make the whole', () => {
	const text = 'x'.repeat(500);
	const sequence = clipboardSequence(text, 'screen') ?? '';
	const pieces = sequence.split('\u001B\\').slice(0, -1).map(piece => piece.replace('\u001BP', ''));
	expect(Math.max(...pieces.map(piece => piece.length))).toBeLessThanOrEqual(76);
	expect(payload(pieces.join(''))).toBe(text);
});

test('what a terminal would throw away without a word is not sent', () => {
	expect(clipboardSequence('x'.repeat(clipboardLimit), undefined)).toBeUndefined();
});
