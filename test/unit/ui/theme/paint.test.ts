import {describe, expect, test} from 'vitest';
import {themeNames, type ThemeName} from '../../../../source/config/schema.js';
import {line, span} from '../../../../source/ui/text/line.js';
import {safe} from '../../../../source/ui/text/safe.js';
import {paint} from '../../../../source/ui/theme/paint.js';
import {chooseTheme} from '../../../../source/ui/theme/theme.js';
import {tones} from '../../../../source/ui/theme/tone.js';

const ansi = chooseTheme({name: 'ansi', isColorless: false, isProduction: false});
const colorless = chooseTheme({name: 'ansi', isColorless: true, isProduction: true});

describe('a line', () => {
	test('opens and closes the attributes of its pieces', () => {
		expect(paint(line(span(safe('▲ 6'), 'waiting'), span(safe(' of 43'))), ansi, 20)).toBe('\u001B[33m▲ 6\u001B[39m of 43');
	});
	test('pieces in one tone are drawn as one', () => {
		expect(paint(line(span(safe('a'), 'strong'), span(safe('b'), 'strong')), ansi, 20)).toBe('\u001B[1mab\u001B[22m');
	});
	test('blanks carry no weight and no colour, but are underlined in a field', () => {
		expect(paint(line(span(safe('  '), 'waiting'), span(safe('  '), 'field')), ansi, 20)).toBe('  \u001B[4m  \u001B[24m');
	});
	test('a selected one is a bar over its width, without tones', () => {
		expect(paint({spans: [span(safe('>')), span(safe('x'), 'failing')], isSelected: true}, ansi, 5)).toBe('\u001B[1m\u001B[7m>x   \u001B[27m\u001B[22m');
	});
});

test('without colours, no tone is a colour, and what needs to be seen still is', () => {
	for (const tone of tones) expect(colorless.tones[tone].open).not.toMatch(/\[(?:3\d|4\d|9\d|10\d)m/);
	for (const tone of ['waiting', 'failing', 'running', 'cursor', 'environment'] as const) expect(colorless.tones[tone].open).not.toBe('');
});

test.each(themeNames)('in the theme %s, what is right, waits and fails look different, in the 16 colours of the terminal’s own palette', name => {
	const {tones: looks} = chooseTheme({name, isColorless: false, isProduction: false});
	const {ok, waiting, failing} = looks;
	expect(new Set([ok.open, waiting.open, failing.open]).size).toBe(3);
	for (const tone of tones) expect(looks[tone].open.replaceAll(/\u001B\[(?:[1247]|3[0-7]|4[0-7]|9[0-7]|10[0-7])m/g, '')).toBe('');
});

test('on white nothing is yellow or cyan, and for who sees red and green alike nothing is either', () => {
	const has = (name: ThemeName, codes: RegExp) => tones.filter(tone => tone !== 'environment' && codes.test(chooseTheme({name, isColorless: false, isProduction: false}).tones[tone].open));
	expect(has('light', /\[[39][36]m/)).toEqual([]);
	expect(has('safe', /\[[39][12]m/)).toEqual([]);
});
