import {describe, expect, test} from 'vitest';
import {paletteLines} from '../../../../source/ui/components/palette-view.js';
import {findCommands} from '../../../../source/ui/keymap/palette.js';
import {createTextField} from '../../../../source/ui/store/text-field.js';
import {safe} from '../../../../source/ui/text/safe.js';
import {widthOf} from '../../../../source/ui/text/width.js';
import {createConsoleState, openConflicts} from '../../../support/console-state.js';
import {plainText} from '../../../support/plain-text.js';

const state = createConsoleState().getState();
const draw = (typed: string, cursor: number, size = {width: 76, height: 21}, of = state): readonly string[] =>
	paletteLines({kind: 'palette', field: createTextField(typed), cursor, problem: undefined}, findCommands(of, typed), size).map(plainText);
/** What stands in the frame, as one text. */
const read = (lines: readonly string[]): string => lines.map(text => text.slice(2, -2).trim()).join(' ');

describe.each([[80, 24], [60, 15]])('the palette on %i columns and %i rows', (columns, rows) => {
	const size = {width: Math.min(columns - 4, 86), height: rows - 3};

	test.each(['health', 'conflict'])('tells in full what the chosen command does, on the screen %s', screen => {
		const harness = createConsoleState();
		if (screen === 'conflict') {
			openConflicts(harness);
			harness.press('enter');
		}
		const commands = findCommands(harness.getState(), '');
		for (const [cursor, {text, help, reasonOff}] of commands.entries()) {
			const lines = draw('', cursor, size, harness.getState());
			expect(lines.filter(line => line.startsWith('│ > ')), text).toHaveLength(1);
			expect(read(lines).replaceAll(/ +/g, ' ')).toContain(`${help}${reasonOff === undefined ? '' : ` · off: ${reasonOff}`}`.replaceAll(/ +/g, ' '));
		}
	});

	test('keeps its size while the cursor moves, and lies between title and footer', () => {
		const heights = new Set(findCommands(state, '').map((_, cursor) => draw('', cursor, size).length));
		expect(heights.size).toBe(1);
		expect(Math.max(...heights)).toBeLessThanOrEqual(size.height);
	});

	test('marks what a row has no room for', () => {
		for (const line of draw('', 0, size)) expect(widthOf(safe(line))).toBe(size.width);
		expect(draw('records poams', 0, size)[2]).toMatch(/records poams .*… │$/);
	});
});

test('the palette repeats nothing where every row has room for its help', () => {
	expect(draw('calls errors', 0).map(line => line.trim())).toEqual([
		expect.stringContaining('Go to'), expect.stringContaining(':calls errors'), expect.stringContaining('> calls errors  Only calls that failed'), expect.stringContaining('esc close'), expect.stringContaining('└──'),
	]);
});

test('the palette says so when no command matches', () => expect(draw('xyzzy', 0)[2]).toContain('No command matches.'));
