import type {JsonValue} from '../../../core/json.js';
import type {RuleChange} from '../../../core/rule-change.js';
import {describeFieldPolicy, describeFilters, describeWhenGone} from '../../../core/text/describe-policy.js';
import {describeSchedule} from '../../../core/text/describe-schedule.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import {rowLines} from '../../components/list-view.js';
import {ruleHeight} from '../../store/layout.js';
import type {PairRules, RuleDraft} from '../../store/rule-draft.js';
import {type RuleRow, ruleRows, subjectOf} from '../../store/rule-rows.js';
import type {Window} from '../../store/window.js';
import type {Column} from '../../text/columns.js';
import {emptyLine, type Line, line, type Span, span} from '../../text/line.js';
import {noText, safe} from '../../text/safe.js';
import {truncate} from '../../text/width.js';
import {cutRows, wrap} from '../../text/wrap.js';
import type {ViewSize} from '../view-size.js';

const marked = safe('*');
const detailRows = 2;

/** The rules of a pair as they are to be; those that a draft changes carry a star. */
export function ruleLines(rules: PairRules, draft: RuleDraft | undefined, window: Window, {width, height}: ViewSize): readonly Line[] {
	const rows = ruleRows(rules);
	const shown = ruleHeight(height);
	const table = rowLines({rows, window, columns: columnsOf(rules), width, height: shown, markOf: row => (changeOf(row, draft) === undefined ? noText : marked)});
	const selected = rows[window.cursor];
	return [...table, ...Array.from({length: Math.max(0, shown + 1 - table.length)}, () => emptyLine), ...detailLines(selected, {rules, draft, width})].slice(0, height);
}

const columnsOf = (rules: PairRules): ReadonlyArray<Column<RuleRow>> => [
	{title: safe('RULE OR FIELD'), width: 20, grow: 1, most: 28, cell: row => span(safe(row.kind === 'setting' ? row.setting.label : row.field), row.kind === 'setting' ? undefined : 'strong')},
	{title: safe('IS / COMES FROM'), width: 18, grow: 3, cell: row => (row.kind === 'setting' ? settingSpan(row, rules) : span(safe(row.mapping?.externalField ?? '(no mapping)'), row.mapping === undefined ? 'dim' : undefined))},
	{title: safe('BECOMES BY'), width: 14, grow: 1, most: 30, priority: 1, cell: row => span(row.kind === 'field' ? tellTransformation(row) : noText)},
	{title: safe('CHECKS'), width: 12, grow: 1, most: 24, priority: 2, cell: row => span(row.kind === 'field' ? tellChecks(row) : noText)},
	{title: safe('OWN POLICY'), width: 12, grow: 2, most: 44, cell: row => (row.kind === 'field' && row.policy !== undefined ? span(safe(describeFieldPolicy(row.policy)), 'accent') : span(noText))},
];

type FieldRow = Extract<RuleRow, {readonly kind: 'field'}>;

/** A setting as it is typed. */
export function tellSetting({setting, value}: Extract<RuleRow, {readonly kind: 'setting'}>): SafeText {
	if (value === null || value === undefined) return safe('-');
	switch (setting.form) {
		case 'yes or no': return safe(value === true ? 'yes' : 'no');
		case 'text': case 'schedule': return safe(String(value));
		case 'number': case 'json': return tellJson(value);
	}
}

/** A setting as it is read: in words where it has a form for programs. */
function showSetting(row: Extract<RuleRow, {readonly kind: 'setting'}>, {policy}: PairRules): SafeText {
	const typed = tellSetting(row);
	switch (row.setting.name) {
		case 'scheduleExpression': case 'fullSyncExpression': {
			const words = typeof row.value === 'string' ? describeSchedule(row.value) : undefined;
			return words === undefined ? typed : safe(`${words} · ${typed}`);
		}
		case 'filters': return policy.filters.length === 0 ? safe('-') : safe(describeFilters(policy.filters));
		case 'whenGone': return policy.whenGone === undefined ? typed : safe(describeWhenGone(policy.whenGone));
		default: return typed;
	}
}

const settingSpan = (row: Extract<RuleRow, {readonly kind: 'setting'}>, rules: PairRules): Span =>
	span(showSetting(row, rules), row.value === null || row.value === undefined || (Array.isArray(row.value) && row.value.length === 0) ? 'dim' : undefined);

function tellTransformation({mapping}: FieldRow): SafeText {
	if (mapping === undefined || mapping.transformation.type === 'none') return noText;
	const {transformation} = mapping;
	return safe(transformation.type === 'chain' ? transformation.steps.map(step => step.type).join(', ') : transformation.type);
}

const tellChecks = ({mapping}: FieldRow): SafeText =>
	safe([...(mapping?.isRequired === true ? ['required'] : []), ...(mapping?.validations ?? []).map(({type}) => type)].join(', '));

const tellJson = (value: JsonValue): SafeText => safe(JSON.stringify(value));

const changeOf = (row: RuleRow, draft: RuleDraft | undefined): RuleChange | undefined => {
	if (draft === undefined) return undefined;
	if (row.kind === 'setting') return draft.policyChanges.find(({subject}) => subject === row.setting.name);
	return draft.mappingChanges.find(({subject}) => subject === row.field) ?? draft.policyChanges.find(({subject}) => subject === `fields.${row.field}`);
};

type DetailPlace = {readonly rules: PairRules; readonly draft: RuleDraft | undefined; readonly width: number};

/** What a draft changes of the selected rule, before and after; without one, the rule whole: what a field has of its own in words first. */
function detailLines(row: RuleRow | undefined, {rules, draft, width}: DetailPlace): readonly Line[] {
	if (row === undefined) return [];
	const change = changeOf(row, draft);
	if (change !== undefined) {
		return [['-', change.before] as const, ['+', change.after] as const].map(([sign, value]) =>
			line(span(safe(` ${sign} `), sign === '-' ? 'failing' : 'ok'), span(truncate(value === undefined || value === null ? safe('(nothing)') : safe(typeof value === 'string' ? value : JSON.stringify(value)), width - 4), sign === '-' ? 'dim' : 'changed')));
	}
	const whole = row.kind === 'setting' ? `${row.setting.name}: ${showSetting(row, rules)}` : row.mapping === undefined ? subjectOf(row) : JSON.stringify(row.mapping);
	const own = row.kind === 'field' && row.policy !== undefined ? cutRows(wrap(safe(` ${row.field}: ${describeFieldPolicy(row.policy)}`), width), detailRows, width) : [noText];
	return [...own.map(text => line(span(text))), line(span(truncate(safe(` ${whole}`), width), 'dim'))].slice(0, detailRows);
}
