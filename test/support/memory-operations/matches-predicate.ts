import type {Conflict} from '../../../source/core/conflict.js';
import type {ConflictCondition, ConflictPredicate, ValueMatch} from '../../../source/core/predicate/conflict-predicate.js';
import {toCanonicalJson, type JsonValue} from '../../../source/core/json.js';

/** Whether a predicate holds for a conflict, as the database would judge it. */
export function matchesPredicate(predicate: ConflictPredicate, conflict: Conflict, now: Date): boolean {
	switch (predicate.kind) {
		case 'all': return predicate.of.every(part => matchesPredicate(part, conflict, now));
		case 'any': return predicate.of.some(part => matchesPredicate(part, conflict, now));
		case 'not': return !matchesPredicate(predicate.of, conflict, now);
		default: return holds(predicate, conflict, now);
	}
}

function holds(condition: ConflictCondition, conflict: Conflict, now: Date): boolean {
	switch (condition.kind) {
		case 'system': return conflict.externalSystemId === condition.externalSystemId;
		case 'entity': return conflict.entityType === condition.entityType;
		case 'field': return (conflict.fieldName ?? null) === condition.field;
		case 'reason': return conflict.reason === condition.reason;
		case 'type': return conflict.conflictType === condition.conflictType;
		case 'status': return conflict.status === condition.status;
		case 'value': return isMatch(condition.is, {base: conflict.baseValue, internal: conflict.internalValue, external: conflict.externalValue}[condition.side]);
		case 'age': return condition.than === 'older' === now.getTime() - conflict.createdAt.getTime() > condition.ms;
		case 'severity': return false;
		case 'assigned': return (conflict.assignedTo ?? null) === condition.to;
		case 'text': return `${conflict.entityId} ${conflict.entityLabel}`.toLowerCase().includes(condition.text.toLowerCase());
		case 'ids': return condition.ids.includes(conflict.id);
		case 'version': return conflict.version === condition.version;
	}
}

function isMatch(match: ValueMatch, value: JsonValue | undefined): boolean {
	if (match.match === 'absent') return value === undefined;
	if (value === undefined) return false;
	if (match.match === 'is') return toCanonicalJson(match.value) === toCanonicalJson(value);
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return match.match === 'reads' ? text === match.text : text.toLowerCase().includes(match.text.toLowerCase());
}
