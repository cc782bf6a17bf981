import {describe, expect, test} from 'vitest';
import {reasonOff} from '../../../../source/ui/keymap/binding.js';
import {findCommands} from '../../../../source/ui/keymap/palette.js';
import {keymapsOf, screenKeymaps} from '../../../../source/ui/keymap/keymaps.js';
import type {ScreenName} from '../../../../source/ui/store/route.js';
import {createConsoleState} from '../../../support/console-state.js';

const texts = (typed: string, harness = createConsoleState()): readonly string[] => findCommands(harness.getState(), typed).map(({text}) => text);

describe('the palette', () => {
	test('has every key of the screen in front, by its name', () => {
		const names = new Set(texts(''));
		for (const {bindings} of keymapsOf('health')) for (const {id, label} of bindings) if (!id.startsWith('view.') && id !== 'global.palette') expect(names).toContain(label);
	});

	test('completes systems and entity types', () => {
		expect(texts('plan xacta po')).toEqual(['plan Xacta 360 poams', 'plan full Xacta 360 poams']);
		expect(texts('rules tenable')).toEqual(['rules Tenable.io assets', 'rules Tenable.io vulnerabilities']);
	});

	test('looks for what stands behind an entity type', () => {
		const harness = createConsoleState();
		harness.press(':');
		for (const letter of 'records poams 2026-0042') harness.press(letter === ' ' ? 'space' : letter);
		harness.press('enter');
		expect(harness.getState().route).toEqual({screen: 'records', filter: {entityType: 'poam', text: '2026-0042'}});
	});

	test('says why a command is off, to whom', () => {
		const harness = createConsoleState();
		harness.dispatch({type: 'connection/opened', actor: {userId: 1, username: 'kim', role: 'viewer'}, isReadOnly: false});
		expect(findCommands(harness.getState(), 'sync Tenable.io assets')[0]?.reasonOff).toBe('kim is a viewer: an operator has to do it.');
	});
});

describe('a hotkey', () => {
	test('runs its command, and leaves a key of the screen its meaning', () => {
		const harness = createConsoleState({hotkeys: {f5: 'plans', j: 'audit', f6: 'nonsense'}});
		harness.press('j');
		expect(harness.getState().route.screen).toBe('health');
		harness.press('f6');
		expect(harness.getState().notice?.text).toBe('nonsense: There is no command "nonsense" here.');
		harness.press('f5');
		expect(harness.getState().route).toEqual({screen: 'plans'});
	});
});

test.each(Object.keys(screenKeymaps) as readonly ScreenName[])('what modifies on the screen %s is off for a viewer and in a read-only console, with the reason', screen => {
	const harness = createConsoleState();
	harness.dispatch({type: 'connection/opened', actor: {userId: 1, username: 'kim', role: 'viewer'}, isReadOnly: false});
	const state = harness.getState();
	for (const binding of screenKeymaps[screen].bindings.filter(({isModifying}) => isModifying)) {
		expect(reasonOff(binding, state)).toMatch(/^kim is a viewer: an (operator|admin) has to do it\.$/);
		expect(reasonOff(binding, {...state, isReadOnly: true})).toBe('This console is read-only.');
	}
});
