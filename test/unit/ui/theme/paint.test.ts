import {describe, expect, test} from 'vitest';
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
