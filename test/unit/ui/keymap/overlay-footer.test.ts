import {describe, expect, test} from 'vitest';
import {confirmFullSync} from '../../../../source/ui/keymap/confirmations.js';
import {overlayFooter} from '../../../../source/ui/keymap/overlay-footer.js';
import type {Overlay} from '../../../../source/ui/store/overlay.js';
import {createTextField} from '../../../../source/ui/store/text-field.js';
import {safe} from '../../../../source/ui/text/safe.js';

const told = (overlay: Overlay): readonly string[] => overlayFooter(overlay, {bulk: undefined}).map(({keys, label}) => `${keys[0]} ${label}`);
const question = confirmFullSync({systemName: 'Xacta 360'});
const preview = {...question, kind: 'preview', top: 0} as const;

describe('the keys in force', () => {
	test('of a question: Enter is what has the focus', () => {
		expect(told(question)).toEqual(['enter cancel', 'tab choose', 'escape close']);
		expect(told({...question, focus: 'confirm'})).toEqual(['enter full sync', 'tab choose', 'escape close']);
	});
	test('of a preview that nobody may confirm: it can be read and closed', () => {
		expect(told({...preview, confirmLabel: undefined})).toEqual(['enter close', 'up down scroll', 'escape close']);
	});
	test.each<Overlay>([
		{kind: 'progress', title: safe('t')}, {kind: 'text', title: safe('t'), text: safe('x'), top: 0}, {kind: 'help', field: createTextField(), cursor: 0},
		{kind: 'choice', title: safe('t'), options: [], hint: safe('')},
	])('of $kind: how it is left is among them', overlay => {
		expect(told(overlay).some(text => /close|stop/.test(text))).toBe(true);
	});
});
