import type {RuleVerdict} from '../../operations/propose-rule.js';
import {safe} from '../text/safe.js';
import {selectedCause, selectedConflict} from '../store/selectors.js';
import type {ConsoleState} from '../store/state.js';
import {fieldName} from '../store/words.js';
import type {Binding} from './binding.js';

const subjectOf = (state: ConsoleState) => (state.route.screen === 'causes' ? selectedCause(state) : selectedConflict(state));

/** On the screens of conflicts: the field of the cause, or of the conflict, gets a rule. */
export const ruleBinding: Binding = {
	id: 'conflicts.make-rule', keys: ['R'], label: 'rule…', footer: 16, isModifying: true,
	help: 'Make a verdict the rule of this field: shows first what it would have settled, and where people decided otherwise.',
	disabledReason: state => {
		const subject = subjectOf(state);
		if (subject === undefined) return 'No conflict is in front.';
		return subject.fieldName === undefined ? 'It is over a whole record, and a rule speaks of one field.' : undefined;
	},
	run: ({state, dispatch}) => {
		const subject = subjectOf(state);
		if (subject?.fieldName === undefined) return;
		const {externalSystemId, entityType, fieldName: field} = subject;
		const option = (key: string, text: string, verdict: RuleVerdict) =>
			({key, text: safe(text), action: {type: 'bulk/requested', job: {kind: 'rule', of: {externalSystemId, entityType, fieldName: field}, verdict}} as const});
		dispatch({type: 'overlay/opened', overlay: {
			kind: 'choice', title: safe(`What is to be the rule for ${fieldName(subject)}?`), hint: safe('What it would have done is shown first.'),
			options: [
				option('i', 'ours counts where both sides changed', 'keep_internal'),
				option('x', 'theirs counts where both sides changed', 'keep_external'),
				option('n', 'it is not compared any more', 'ignore'),
			],
		}});
	},
};
