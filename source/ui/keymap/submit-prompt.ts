import {entityTypes} from '../../core/entity.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {editRules} from '../screens/rule/edit-rule.js';
import type {Action} from '../store/actions.js';
import type {PromptPurpose} from '../store/overlay.js';
import {parseFilter} from '../store/parse-filter.js';
import {draftInFront, rulesInFront} from '../store/rules-in-front.js';
import {namedSystems} from '../store/selectors.js';
import type {ConsoleState} from '../store/state.js';
import {pluralOf} from '../store/words.js';
import {safe} from '../text/safe.js';
import {parseValue} from './parse-value.js';

/** What is wrong with a text, and at which character, where that can be told. */
type Refused = {readonly problem: SafeText; readonly at?: number | undefined};

/** What the text that was typed in a prompt asks for. */
export function submitPrompt(purpose: PromptPurpose, typed: string, state: ConsoleState): Action | Refused {
	const trimmed = typed.trim();
	switch (purpose.kind) {
		case 'note': return {type: 'conflict/note-requested', id: purpose.id, note: trimmed === '' ? undefined : trimmed};
		case 'assign': return {type: 'conflict/assign-requested', id: purpose.id, username: trimmed === '' ? undefined : trimmed};
		case 'edit': {
			const parsed = parseValue(typed, purpose.isJson);
			return 'problem' in parsed ? parsed : {type: 'conflict/verdict-requested', id: purpose.id, version: purpose.version, verdict: {kind: 'edit', value: parsed.value}};
		}
		case 'edit-many': {
			const parsed = parseValue(typed, purpose.isJson);
			return 'problem' in parsed ? parsed : {type: 'bulk/requested', job: {kind: 'verdict', verdict: {kind: 'edit', value: parsed.value}, selection: purpose.selection}};
		}
		case 'link': {
			if (!purpose.rows.includes(trimmed)) return {problem: safe(`"${trimmed}" is none of the rows that it can be: ${purpose.rows.join(', ')}.`)};
			return {type: 'conflict/record-verdict-requested', id: purpose.id, version: purpose.version, verdict: {kind: 'link', internalId: trimmed}};
		}
		case 'filter': {
			if (trimmed === '') return {type: 'route/opened', route: {screen: 'causes', filter: {}}};
			const parsed = parseFilter(trimmed, namedSystems(state));
			return 'problem' in parsed ? parsed : {type: 'route/opened', route: {screen: 'conflicts', filter: parsed.filter}};
		}
		case 'search': return search(trimmed, state);
		case 'discard': return trimmed === '' ? {problem: safe('A reason is needed: whoever looks later must know why.')} : {type: 'rejected/discard-requested', id: purpose.id, reason: trimmed};
		case 'try': return trimmed === '' ? {problem: safe('The id by which that system knows the record.')} : {type: 'rule/try-requested', externalId: trimmed};
		case 'rule': return editRule(purpose.edit, typed, state);
	}
}

function editRule(edit: Extract<PromptPurpose, {readonly kind: 'rule'}>['edit'], typed: string, state: ConsoleState): Action | Refused {
	const rules = rulesInFront(state);
	const seen = draftInFront(state)?.seen ?? rules;
	if (rules === undefined || seen === undefined) return {problem: safe('The rules are not read yet.')};
	const edited = editRules(rules, edit, typed);
	return 'problem' in edited ? edited : {type: 'rule/edit-requested', seen, rules: edited.rules, text: undefined};
}

/** "poam: text" looks among POA&Ms, a text alone among what is shown. */
function search(typed: string, {route}: ConsoleState): Action {
	const shown = route.screen === 'records' || route.screen === 'record' ? route.filter.entityType : entityTypes[0];
	const [, word = '', rest = ''] = /^(\w+):\s+(.*)$/.exec(typed) ?? [];
	const named = entityTypes.find(type => type === word.toLowerCase() || pluralOf(type) === word.toLowerCase());
	const text = named === undefined ? typed : rest.trim();
	return {type: 'route/opened', route: {screen: 'records', filter: {entityType: named ?? shown, ...(text === '' ? {} : {text})}}};
}
