import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {bindingsOf, screenKeymaps} from '../../../../source/ui/keymap/keymaps.js';
import type {ScreenName} from '../../../../source/ui/store/route.js';
import {keymapDocument} from '../../../support/keymap-document.js';

const screens = Object.keys(screenKeymaps) as readonly ScreenName[];

test('docs/keymap.md says what the keys do; "vitest run FILE --update=all" writes it anew', async () => {
	await expect(keymapDocument()).toMatchFileSnapshot(fileURLToPath(new URL('../../../../docs/keymap.md', import.meta.url)));
});

test.each(screens)('no key means two things on the screen %s', screen => {
	const keys = bindingsOf(screen).flatMap(binding => binding.keys);
	expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test.each(screens)('no key of the screen %s is also the start of a longer one', screen => {
	const keys = bindingsOf(screen).flatMap(binding => binding.keys);
	const prefixes = keys.filter(key => key.includes(' ')).map(key => key.split(' ')[0]);
	expect(prefixes.filter(prefix => prefix !== undefined && keys.includes(prefix))).toEqual([]);
});

test('an id names one binding', () => {
	const meanings = new Map<string, Set<string>>();
	for (const {id, keys, help} of screens.flatMap(bindingsOf)) meanings.set(id, (meanings.get(id) ?? new Set()).add(`${keys.join(' ')}: ${help}`));
	expect([...meanings].filter(([, all]) => all.size > 1)).toEqual([]);
});
