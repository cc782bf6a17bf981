import {formatAmount} from '../../../core/text/format-count.js';
import type {JsonValue} from '../../../core/json.js';
import {joinSafe, safe} from '../../text/safe.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import type {Binding, BindingContext, Keymap} from '../../keymap/binding.js';
import {question} from '../../keymap/confirmations.js';
import type {Overlay, RuleEdit} from '../../store/overlay.js';
import type {RuleDraft} from '../../store/rule-draft.js';
import type {RuleRow} from '../../store/rule-rows.js';
import {draftInFront, rulesInFront} from '../../store/rules-in-front.js';
import {isHeld, selectedRule} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';
import {createTextField} from '../../store/text-field.js';
import {pluralOf} from '../../store/words.js';
import {tellSetting} from './view.js';

const prompt = (title: SafeText, edit: RuleEdit, text: string): Overlay =>
	({kind: 'prompt', purpose: {kind: 'rule', edit}, title, field: createTextField(text), problem: undefined, isBusy: false});

function editPrompt(row: RuleRow): Overlay {
	if (row.kind === 'field') {
		const template = {externalField: '', internalField: row.field};
		return prompt(safe(`Mapping of ${row.field} (JSON; empty: none)`), {kind: 'mapping', field: row.field}, JSON.stringify(row.mapping ?? template));
	}
	const {setting} = row;
	const hint = setting.choices === undefined ? (setting.form === 'schedule' ? ' (cron; -: none)' : setting.form === 'json' ? ' (JSON)' : '') : `: ${setting.choices.join(', ')}`;
	return prompt(safe(`${setting.label}${hint}`), {kind: 'setting', setting}, row.value === undefined ? '' : tellSetting(row));
}

const whyNoRule = (state: ConsoleState): string | undefined => (selectedRule(state) === undefined ? 'The rules are not read yet.' : undefined);
const whyNoField = (state: ConsoleState): string | undefined => (selectedRule(state)?.kind === 'field' ? undefined : 'This is a rule of the whole pair, not of a field.');
const whyNoDraft = (state: ConsoleState): string | undefined => (draftInFront(state) === undefined ? 'Nothing was changed that is not saved.' : undefined);

const tell = (value: JsonValue | undefined): string => (value === undefined ? '(nothing)' : typeof value === 'string' ? value : JSON.stringify(value));

/** What saving would do, before it is done. */
function saveQuestion({rules, policyChanges, mappingChanges}: RuleDraft): Overlay {
	const changes = [...policyChanges, ...mappingChanges];
	return question({
		title: joinSafe([safe('Save'), formatAmount(changes.length, 'changed rule', 'changed rules'), safe('of'), safe(rules.systemName), pluralOf(rules.entityType)], safe(' ')),
		lines: [
			...changes.flatMap(({subject, before, after}) => [safe(subject), safe(`  - ${tell(before)}`), safe(`  + ${tell(after)}`)]),
			safe(''),
			safe(mappingChanges.length === 0 ? 'The next run takes it up.' : 'Each record takes its new form when it is looked at the next time; nobody is asked about that.'),
		],
		confirmLabel: safe('save'),
		onConfirm: {type: 'rule/save-requested'},
	});
}

const open = (overlay: Overlay | undefined, {dispatch}: BindingContext): void => {
	if (overlay !== undefined) dispatch({type: 'overlay/opened', overlay});
};

const bindings: readonly Binding[] = [
	{
		id: 'rule.edit', keys: ['enter', 'e'], label: 'change', help: 'Type this rule anew: a setting, or the mapping of a field. It is judged at once, and nothing is saved yet.', footer: 10, isModifying: true, role: 'admin', disabledReason: whyNoRule,
		run: context => {
			const row = selectedRule(context.state);
			open(row === undefined ? undefined : editPrompt(row), context);
		},
	},
	{
		id: 'rule.field-policy', keys: ['f'], label: 'field policy', help: 'The policy of this field alone, as JSON: direction, strategy, frozenWhen, merge, states, equality; empty takes it away.', footer: 11, isModifying: true, role: 'admin', disabledReason: whyNoField,
		run: context => {
			const row = selectedRule(context.state);
			if (row?.kind === 'field') open(prompt(safe(`Own policy of ${row.field} (JSON; empty: none)`), {kind: 'field-policy', field: row.field}, row.policy === undefined ? '{"strategy": "manual"}' : JSON.stringify(row.policy)), context);
		},
	},
	{
		id: 'rule.editor', keys: ['E'], label: 'in $EDITOR', help: 'Policy and mappings as one document in your editor; what you save there is judged when it closes.', footer: 12, isModifying: true, role: 'admin', disabledReason: whyNoRule,
		run: ({dispatch}) => dispatch({type: 'rule/editor-requested'}),
	},
	{
		id: 'rule.try', keys: ['t'], label: 'try', help: 'What the mappings, with what you changed, make of one real record; writes nothing.', footer: 13,
		disabledReason: state => (state.actor?.role === 'viewer' ? `${state.actor.username} is a viewer: reading records of other systems takes an operator.` : whyNoRule(state)),
		run: context => open({kind: 'prompt', purpose: {kind: 'try'}, title: safe('Try on the record with this id over there'), field: createTextField(context.state.triedOn), problem: undefined, isBusy: false}, context),
	},
	{
		id: 'rule.save', keys: ['w'], label: 'save', help: 'Save what you changed, after showing what differs; refused when somebody else changed the rules meanwhile.', footer: 14, isModifying: true, role: 'admin', disabledReason: whyNoDraft,
		run: context => {
			const draft = draftInFront(context.state);
			open(draft === undefined ? undefined : saveQuestion(draft), context);
		},
	},
	{
		id: 'rule.drop', keys: ['X'], label: 'forget', help: 'Forget what you changed and did not save.', footer: 15, isModifying: true, role: 'admin',
		disabledReason: state => (state.refusedRules === undefined ? whyNoDraft(state) : undefined),
		run: ({dispatch}) => dispatch({type: 'rule/dropped'}),
	},
	{
		id: 'rule.history', keys: ['H'], label: 'history', help: 'Who changed the policy, or on a field the mappings, and what they were before.', footer: 16, disabledReason: whyNoRule,
		run: ({state, dispatch}) => {
			const rules = rulesInFront(state);
			const targetType = selectedRule(state)?.kind === 'field' ? 'mappings' : 'policy';
			if (rules !== undefined) dispatch({type: 'route/opened', route: {screen: 'audit', filter: {targetType, targetId: `${rules.systemName} ${pluralOf(rules.entityType)}`}}});
		},
	},
	{
		id: 'rule.push', keys: ['P'], label: 'pushing', help: 'Turn on that changes of ours leave for this system, or off; asks first.', isModifying: true, role: 'admin', disabledReason: whyNoRule,
		run: context => {
			const rules = rulesInFront(context.state);
			if (rules === undefined) return;
			const {systemName, entityType, isPushEnabled} = rules;
			const what = `${systemName} ${pluralOf(entityType)}`;
			open(question({
				title: safe(isPushEnabled ? `Turn pushing to ${what} off` : `Turn pushing to ${what} on`),
				lines: [
					safe(isPushEnabled ? 'What is owed stays owed, and nothing leaves until it is turned on again.' : 'What is owed leaves with the next run, and from then on every change of ours that the rules let out.'),
					...(isHeld(context.state) && !isPushEnabled ? [safe('Not yet: nothing is sent while the database is taken for a restored one. Health (1) says what to do.')] : []),
				],
				confirmLabel: safe(isPushEnabled ? 'turn off' : 'turn on'),
				onConfirm: {type: 'push/requested', pair: {systemName, entityType}, enabled: !isPushEnabled},
			}), context);
		},
	},
];

export const ruleKeymap: Keymap = {title: 'Rules of a pair', bindings};
