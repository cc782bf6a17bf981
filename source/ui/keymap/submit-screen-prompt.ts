import {entityTypes} from '../../core/entity.js';
import type {SafeText} from '../../core/safe-text.js';
import {editRules} from '../screens/rule/edit-rule.js';
import type {Action} from '../store/actions.js';
import type {PromptPurpose} from '../store/overlay.js';
import {draftInFront, rulesInFront} from '../store/rules-in-front.js';
import type {ConsoleState} from '../store/state.js';
import {pluralOf} from '../store/words.js';
import {safe} from '../text/safe.js';

type ScreenPurpose = Extract<PromptPurpose, {readonly kind: 'search' | 'rule' | 'try' | 'discard'}>;

/** What was typed in a question of the screens of records and rules. */
export function submitScreenPrompt(purpose: ScreenPurpose, typed: string, state: ConsoleState): Action | {readonly problem: SafeText} {
	const trimmed = typed.trim();
	switch (purpose.kind) {
		case 'search': return search(trimmed, state);
		case 'discard': return trimmed === '' ? {problem: safe('A reason is needed: whoever looks later must know why.')} : {type: 'rejected/discard-requested', id: purpose.id, reason: trimmed};
		case 'try': return trimmed === '' ? {problem: safe('The id by which that system knows the record.')} : {type: 'rule/try-requested', externalId: trimmed};
		case 'rule': {
			const rules = rulesInFront(state);
			const seen = draftInFront(state)?.seen ?? rules;
			if (rules === undefined || seen === undefined) return {problem: safe('The rules are not read yet.')};
			const edited = editRules(rules, purpose.edit, typed);
			return 'problem' in edited ? edited : {type: 'rule/edit-requested', seen, rules: edited.rules, text: undefined};
		}
	}
}

/** "poam: text" looks among POA&Ms, a text alone among what is shown. */
function search(typed: string, {route}: ConsoleState): Action {
	const shown = route.screen === 'records' || route.screen === 'record' ? route.filter.entityType : entityTypes[0];
	const [, word = '', rest = ''] = /^(\w+):\s+(.*)$/.exec(typed) ?? [];
	const named = entityTypes.find(type => type === word.toLowerCase() || pluralOf(type) === word.toLowerCase());
	const text = named === undefined ? typed : rest.trim();
	return {type: 'route/opened', route: {screen: 'records', filter: {entityType: named ?? shown, ...(text === '' ? {} : {text})}}};
}
