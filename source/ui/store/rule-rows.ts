import type {JsonValue} from '../../core/json.js';
import type {MappingRule} from '../../core/mapping.js';
import {conflictStrategies, syncDirections, type FieldPolicy, type PolicyRules} from '../../core/policy.js';
import type {PairRules} from './rule-draft.js';

/** A setting of a policy, as a person reads and types it. */
export type Setting = {
	readonly name: Exclude<keyof PolicyRules, 'fields'>;
	readonly label: string;
	/** What it may be, where that is a word out of few. */
	readonly choices?: readonly string[];
	/** How it is typed. In a schedule, "-" stands for none. */
	readonly form: 'text' | 'schedule' | 'number' | 'yes or no' | 'json';
};

export const settings: readonly Setting[] = [
	{name: 'direction', label: 'direction', choices: syncDirections, form: 'text'},
	{name: 'strategy', label: 'strategy', choices: conflictStrategies, form: 'text'},
	{name: 'isActive', label: 'active', choices: ['yes', 'no'], form: 'yes or no'},
	{name: 'scheduleExpression', label: 'changes are read', form: 'schedule'},
	{name: 'fullSyncExpression', label: 'all is read', form: 'schedule'},
	{name: 'timezone', label: 'time zone', form: 'text'},
	{name: 'batchSize', label: 'records of a page', form: 'number'},
	{name: 'filters', label: 'only records with', form: 'json'},
	{name: 'whenGone', label: 'when gone there', form: 'json'},
];

/** What stands in one row of a pair's rules: a setting of its policy, or a field with its mapping and its own policy. */
export type RuleRow =
	| {readonly kind: 'setting'; readonly setting: Setting; readonly value: JsonValue | undefined}
	| {readonly kind: 'field'; readonly field: string; readonly mapping: MappingRule | undefined; readonly policy: FieldPolicy | undefined};

/** The settings, then each mapped field, then fields that have a policy and no mapping. */
export function ruleRows(rules: PairRules | undefined): readonly RuleRow[] {
	if (rules === undefined) return [];
	const {policy, mappings} = rules;
	const mapped = new Set(mappings.map(({internalField}) => internalField));
	return [
		...settings.map((setting): RuleRow => ({kind: 'setting', setting, value: policy[setting.name] as JsonValue | undefined})),
		...mappings.map((mapping): RuleRow => ({kind: 'field', field: mapping.internalField, mapping, policy: policy.fields[mapping.internalField]})),
		...Object.entries(policy.fields).filter(([field]) => !mapped.has(field)).map(([field, own]): RuleRow => ({kind: 'field', field, mapping: undefined, policy: own})),
	];
}

/** Names a row in the changes of a draft: the key of a policy, or a field. */
export const subjectOf = (row: RuleRow): string => (row.kind === 'setting' ? row.setting.name : row.field);
