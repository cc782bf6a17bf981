import type {JsonValue} from '../../../core/json.js';
import {mappingRuleSchema, policyRulesSchema} from '../../../core/rule-schema.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import type {RuleEdit} from '../../store/overlay.js';
import type {PairRules} from '../../store/rule-draft.js';
import type {Setting} from '../../store/rule-rows.js';
import {safe} from '../../text/safe.js';

export type EditedRules = {readonly rules: PairRules} | {readonly problem: SafeText};

type Parsed = {readonly value: JsonValue | undefined} | {readonly problem: SafeText};

/** The rules with what was typed in its place; an empty text takes a mapping or a field's own policy away. Whether it may be so, the operation says. */
export function editRules(rules: PairRules, edit: RuleEdit, typed: string): EditedRules {
	if (edit.kind === 'setting') return setSetting(rules, edit.setting, typed.trim());
	const parsed = typed.trim() === '' ? {value: undefined} : parseJson(typed);
	if ('problem' in parsed) return parsed;
	return edit.kind === 'mapping' ? setMapping(rules, edit.field, parsed.value) : setFieldPolicy(rules, edit.field, parsed.value);
}

function setSetting(rules: PairRules, setting: Setting, typed: string): EditedRules {
	const parsed = parseSetting(setting, typed);
	return 'problem' in parsed ? parsed : withPolicy(rules, {...rules.policy, [setting.name]: parsed.value});
}

function parseSetting({form, choices, label}: Setting, typed: string): Parsed {
	if (choices !== undefined && !choices.includes(typed)) return {problem: safe(`"${typed}" is nothing that "${label}" can be. There are: ${choices.join(', ')}.`)};
	switch (form) {
		case 'text': return {value: typed};
		case 'schedule': return {value: typed === '' || typed === '-' ? null : typed};
		case 'yes or no': return {value: typed === 'yes'};
		case 'number': case 'json': return typed === '' ? {value: undefined} : parseJson(typed);
	}
}

function setMapping(rules: PairRules, field: string, value: JsonValue | undefined): EditedRules {
	if (value === undefined) return {rules: {...rules, mappings: rules.mappings.filter(({internalField}) => internalField !== field)}};
	const parsed = mappingRuleSchema.safeParse(value);
	if (!parsed.success) return {problem: tellIssues(parsed.error.issues)};
	const isKnown = rules.mappings.some(({internalField}) => internalField === field);
	return {rules: {...rules, mappings: isKnown ? rules.mappings.map(rule => (rule.internalField === field ? parsed.data : rule)) : [...rules.mappings, parsed.data]}};
}

function setFieldPolicy(rules: PairRules, field: string, value: JsonValue | undefined): EditedRules {
	const others = Object.entries(rules.policy.fields).filter(([name]) => name !== field);
	return withPolicy(rules, {...rules.policy, fields: Object.fromEntries([...others, ...(value === undefined ? [] : [[field, value] as const])])});
}

function withPolicy(rules: PairRules, policy: object): EditedRules {
	const parsed = policyRulesSchema.safeParse(policy);
	return parsed.success ? {rules: {...rules, policy: parsed.data}} : {problem: tellIssues(parsed.error.issues)};
}

/** Both documents of a pair as one text, as the editor gives it back. */
export function parseRules(rules: PairRules, text: string): EditedRules {
	const parsed = parseJson(text);
	if ('problem' in parsed) return parsed;
	const {value} = parsed;
	if (typeof value !== 'object' || value === null || !('policy' in value) || !('mappings' in value)) return {problem: safe('The text has to hold an object with "policy" and "mappings".')};
	const policy = policyRulesSchema.safeParse(value['policy']);
	const mappings = mappingRuleSchema.array().min(1).safeParse(value['mappings']);
	if (!policy.success) return {problem: tellIssues(policy.error.issues.map(issue => ({...issue, path: ['policy', ...issue.path]})))};
	if (!mappings.success) return {problem: tellIssues(mappings.error.issues.map(issue => ({...issue, path: ['mappings', ...issue.path]})))};
	return {rules: {...rules, policy: policy.data, mappings: mappings.data}};
}

function parseJson(text: string): {readonly value: JsonValue} | {readonly problem: SafeText} {
	try {
		const value: JsonValue = JSON.parse(text);
		return {value};
	} catch (error) {
		return {problem: safe(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`)};
	}
}

const tellIssues = (issues: ReadonlyArray<{readonly path: readonly PropertyKey[]; readonly message: string}>): SafeText =>
	safe(issues.map(({path, message}) => `${path.length === 0 ? '' : `${path.map(String).join('.')}: `}${message}`).join('; '));
