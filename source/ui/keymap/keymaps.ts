import type {ScreenName} from '../store/route.js';
import {auditKeymap} from '../screens/audit/keymap.js';
import {callsKeymap} from '../screens/calls/keymap.js';
import {causesKeymap} from '../screens/causes/keymap.js';
import {conflictKeymap} from '../screens/conflict/keymap.js';
import {conflictsKeymap} from '../screens/conflicts/keymap.js';
import {healthKeymap} from '../screens/health/keymap.js';
import {operationKeymap} from '../screens/operation/keymap.js';
import {operationsKeymap} from '../screens/operations/keymap.js';
import type {Binding, Keymap} from './binding.js';
import {cursorKeymap} from './cursor-keymap.js';
import {globalKeymap} from './global-keymap.js';

export const screenKeymaps: Readonly<Record<ScreenName, Keymap>> = {
	health: healthKeymap,
	causes: causesKeymap,
	conflicts: conflictsKeymap,
	conflict: conflictKeymap,
	operations: operationsKeymap,
	operation: operationKeymap,
	calls: callsKeymap,
	audit: auditKeymap,
};

/** What keys mean on a screen; where two give a key a meaning, the first one counts. */
export const keymapsOf = (screen: ScreenName): readonly Keymap[] =>
	screen === 'conflict' ? [screenKeymaps[screen], globalKeymap] : [screenKeymaps[screen], cursorKeymap, globalKeymap];

export const bindingsOf = (screen: ScreenName): readonly Binding[] => keymapsOf(screen).flatMap(keymap => keymap.bindings);

/** What the footer offers, in its order. */
export const footerOf = (screen: ScreenName): readonly Binding[] =>
	bindingsOf(screen).filter(binding => binding.footer !== undefined).toSorted((left, right) => (left.footer ?? 0) - (right.footer ?? 0));
