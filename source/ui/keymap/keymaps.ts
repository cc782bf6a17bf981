import type {ScreenName} from '../store/route.js';
import {auditKeymap} from '../screens/audit/keymap.js';
import {callsKeymap} from '../screens/calls/keymap.js';
import {causesKeymap} from '../screens/causes/keymap.js';
import {conflictKeymap} from '../screens/conflict/keymap.js';
import {conflictsKeymap} from '../screens/conflicts/keymap.js';
import {groupsKeymap} from '../screens/groups/keymap.js';
import {healthKeymap} from '../screens/health/keymap.js';
import {operationKeymap} from '../screens/operation/keymap.js';
import {planKeymap} from '../screens/plan/keymap.js';
import {plansKeymap} from '../screens/plans/keymap.js';
import {proposalsKeymap} from '../screens/proposals/keymap.js';
import {recordKeymap} from '../screens/record/keymap.js';
import {recordsKeymap} from '../screens/records/keymap.js';
import {rejectedKeymap} from '../screens/rejected/keymap.js';
import {ruleKeymap} from '../screens/rule/keymap.js';
import {rulesKeymap} from '../screens/rules/keymap.js';
import {operationsKeymap} from '../screens/operations/keymap.js';
import type {Binding, Keymap} from './binding.js';
import {cursorKeymap} from './cursor-keymap.js';
import {globalKeymap} from './global-keymap.js';

export const screenKeymaps: Readonly<Record<ScreenName, Keymap>> = {
	health: healthKeymap,
	causes: causesKeymap,
	groups: groupsKeymap,
	conflicts: conflictsKeymap,
	conflict: conflictKeymap,
	operations: operationsKeymap,
	operation: operationKeymap,
	rejected: rejectedKeymap,
	plans: plansKeymap,
	plan: planKeymap,
	calls: callsKeymap,
	records: recordsKeymap,
	record: recordKeymap,
	proposals: proposalsKeymap,
	rules: rulesKeymap,
	rule: ruleKeymap,
	audit: auditKeymap,
};

/** What keys mean on a screen; where two give a key a meaning, the first one counts. */
export const keymapsOf = (screen: ScreenName): readonly Keymap[] =>
	screen === 'conflict' ? [screenKeymaps[screen], globalKeymap] : [screenKeymaps[screen], cursorKeymap, globalKeymap];

export const bindingsOf = (screen: ScreenName): readonly Binding[] => keymapsOf(screen).flatMap(keymap => keymap.bindings);

/** What the footer offers, in its order. */
export const footerOf = (screen: ScreenName): readonly Binding[] =>
	bindingsOf(screen).filter(({footer, footerOn}) => footer !== undefined && (footerOn?.includes(screen) ?? true)).toSorted((left, right) => (left.footer ?? 0) - (right.footer ?? 0));
