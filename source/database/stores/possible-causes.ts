import type {ConflictFilter} from '../../core/conflict.js';
import {mentions, type ConflictCondition, type ConflictPredicate} from '../../core/predicate/conflict-predicate.js';

/** A cause as the rollup names it: no field is ''. */
export type CauseKey = {readonly external_system_id: number; readonly entity_type: string; readonly field_name: string; readonly reason: string};

/** Whether a filter of pending conflicts says anything of their causes. */
export const isAboutCauses = ({status, externalSystemId, entityType, fieldName, reason, where}: ConflictFilter): boolean =>
	status === 'pending' && (
		externalSystemId !== undefined || entityType !== undefined || fieldName !== undefined || reason !== undefined
		|| (where !== undefined && (['system', 'entity', 'field', 'reason'] as const).some(kind => mentions(where, kind))));

/** The causes whose pending conflicts a filter may find; it finds none of the others. */
export function findPossibleCauses(filter: ConflictFilter, causes: readonly CauseKey[]): readonly CauseKey[] {
	const {externalSystemId, entityType, fieldName, reason, where} = filter;
	return causes.filter(cause =>
		(externalSystemId === undefined || cause.external_system_id === externalSystemId)
		&& (entityType === undefined || cause.entity_type === entityType)
		&& (fieldName === undefined || cause.field_name === (fieldName ?? ''))
		&& (reason === undefined || cause.reason === reason)
		&& (where === undefined || judge(where, cause) !== false));
}

/** What a predicate comes to for all pending conflicts of a cause; undefined: that depends on each. */
function judge(predicate: ConflictPredicate, cause: CauseKey): boolean | undefined {
	switch (predicate.kind) {
		case 'all': {
			const parts = predicate.of.map(part => judge(part, cause));
			return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
		}
		case 'any': {
			const parts = predicate.of.map(part => judge(part, cause));
			return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
		}
		case 'not': {
			const inner = judge(predicate.of, cause);
			return inner === undefined ? undefined : !inner;
		}
		default: return judgeCondition(predicate, cause);
	}
}

function judgeCondition(condition: ConflictCondition, cause: CauseKey): boolean | undefined {
	switch (condition.kind) {
		case 'system': return cause.external_system_id === condition.externalSystemId;
		case 'entity': return cause.entity_type === condition.entityType;
		case 'field': return cause.field_name === (condition.field ?? '');
		case 'reason': return cause.reason === condition.reason;
		case 'status': return condition.status === 'pending';
		default: return undefined;
	}
}
