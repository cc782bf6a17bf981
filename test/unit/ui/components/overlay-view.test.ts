import {describe, expect, test} from 'vitest';
import {helpLines, promptLines} from '../../../../source/ui/components/overlay-view.js';
import {findHelp} from '../../../../source/ui/keymap/help.js';
import type {Overlay} from '../../../../source/ui/store/overlay.js';
import {createTextField} from '../../../../source/ui/store/text-field.js';
import type {Line} from '../../../../source/ui/text/line.js';
import {safe} from '../../../../source/ui/text/safe.js';
import {widthOf} from '../../../../source/ui/text/width.js';
import {createConsoleState} from '../../../support/console-state.js';

const textOf = ({spans}: Line): string => spans.map(({text}) => text).join('');

type Prompt = Extract<Overlay, {readonly kind: 'prompt'}>;
const prompt = (purpose: Prompt['purpose']): Prompt =>
	({kind: 'prompt', purpose, title: safe('A title'), field: createTextField(), problem: undefined, isBusy: false});

describe('the help', () => {
	test.each([[80, 20], [60, 11]])('tells in full what the chosen key does, on %i columns and %i rows', (width, height) => {
		const entries = findHelp(createConsoleState().getState(), '');
		for (const [cursor, {binding, reasonOff}] of entries.entries()) {
			const lines = helpLines(entries, {kind: 'help', field: createTextField(), cursor}, width, height).map(textOf);
			expect(lines.length).toBeLessThan(height);
			expect(lines.some(text => text.startsWith('> '))).toBe(true);
			expect(lines.slice(-4).map(text => text.trim()).join(' ')).toContain(reasonOff === undefined ? binding.help : `${binding.help} Off: ${reasonOff}`);
		}
	});

	test('says so when no key matches', () => {
		expect(helpLines([], {kind: 'help', field: createTextField('zzz'), cursor: 0}, 80, 20).map(textOf)).toContain(' No key matches.');
	});
});

describe('a prompt', () => {
	test('says what Enter does with what was typed', () => {
		const lastOf = (purpose: Prompt['purpose']): string => textOf(promptLines(prompt(purpose), 80).at(-2) ?? {spans: []});
		expect(lastOf({kind: 'try'})).toContain('↵ try; nothing is written  esc close');
		expect(lastOf({kind: 'edit', id: 1, version: 1, isJson: false})).toContain('↵ settle it');
	});

	test('cuts nothing of its hints on the narrowest terminal', () => {
		for (const text of promptLines(prompt({kind: 'filter'}), 60).map(textOf)) {
			expect(text).not.toContain('…');
			expect(widthOf(safe(text))).toBe(60);
		}
	});
});
