import type {Conflict} from '../core/conflict.js';
import {entityDefinitions} from '../core/entity.js';
import type {FieldPolicy} from '../core/policy.js';
import type {FieldRule} from '../sync/decide/compare.js';
import {describeClashes, mergeItems} from '../sync/decide/merge-items.js';

/** Which rule brought a conflict to a person, in one sentence. `rule` is undefined when no policy or mapping is in force any more. */
export function explainConflict(conflict: Conflict, rule: FieldRule | undefined): string {
	const {systemName, reason} = conflict;
	switch (reason) {
		case 'both_changed':
			return `Both sides changed ${nameDisputed(conflict, rule)} since they last agreed, and ${nameDecider(conflict, rule)}.`;
		case 'initial_mismatch':
			return `The two records met for the first time with different values, so nothing tells which is right, and ${nameDecider(conflict, rule)}.`;
		case 'drift':
			return `It is only read from ${systemName}, but was edited on our side.`;
		case 'frozen':
			return rule?.policy.frozenWhen === undefined
				? 'It was frozen by the field policy, so any difference goes to a person.'
				: `It may not move by itself while ${tellState(rule.policy.frozenWhen)}.`;
		case 'illegal_move':
			return 'One side moved it in a way that the field policy does not allow.';
		case 'modify_delete':
			return `${systemName} deleted the record, and ours was changed since both last agreed.`;
		case 'delete_modify':
			return `Our record was deleted, and the one in ${systemName} was changed since both last agreed.`;
		case 'vanished':
			return `${systemName} does not list the record any more; unknown never means deleted, so a person decides.`;
		case 'unique_collision':
			return 'Which record of ours it is, if any, cannot be told for certain.';
		case 'reference_missing':
			return 'It refers to a record that is not there.';
		case 'transform_failed':
			return `What ${systemName} sent does not fit the mapping of this field.`;
		case 'external_rejected':
			return `${systemName} refused our value.`;
		case 'stored_otherwise':
			return `${systemName} took our value and stores it otherwise: kept as it is here, it is sent once more.`;
	}
}

/** Of a list whose items are merged, those that both sides changed. */
function nameDisputed({baseValue, internalValue, externalValue}: Conflict, rule: FieldRule | undefined): string {
	const by = rule?.policy.merge;
	const merged = typeof by === 'object' && baseValue !== undefined ? mergeItems(by, {base: baseValue, ours: internalValue ?? null, theirs: externalValue ?? null}) : undefined;
	return merged === undefined || merged.clashes.length === 0 ? 'it' : describeClashes(merged.clashes);
}

function nameDecider({systemName, entityType}: Conflict, rule: FieldRule | undefined): string {
	const pair = `${systemName} ${entityDefinitions[entityType].plural}`;
	if (rule === undefined) return `no policy for ${pair} is in force`;
	const source = rule.policy.strategy === undefined ? `the policy for ${pair}` : `the field policy of ${rule.field}`;
	switch (rule.strategy) {
		case 'manual':
			return `${source} leaves it to a person (manual)`;
		case 'newest_wins':
			return `${source} takes the newest, but the two clocks cannot tell which that is`;
		case 'external_wins':
		case 'internal_wins':
			return `${source} has become ${rule.strategy} since: the next sync decides it${rule.policy.frozenWhen === undefined ? '' : `, unless ${tellState(rule.policy.frozenWhen)}`}`;
	}
}

const tellState = ({field, values}: NonNullable<FieldPolicy['frozenWhen']>): string => `${field} is ${values.map(String).join(' or ')}`;
