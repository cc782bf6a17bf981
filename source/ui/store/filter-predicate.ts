import type {ConflictCause, ConflictFilter} from '../../core/conflict.js';
import {mentions, simplify, type ConflictCondition, type ConflictPredicate} from '../../core/predicate/conflict-predicate.js';

/** What a filter asks for, as a predicate: verdicts over many, previews and rules take only those. */
export function toPredicate(filter: ConflictFilter): ConflictPredicate {
	const {externalSystemId, entityType, fieldName, reason, assignedTo, status, text, where} = filter;
	const conditions: readonly (ConflictPredicate | undefined)[] = [
		externalSystemId === undefined ? undefined : {kind: 'system', externalSystemId},
		entityType === undefined ? undefined : {kind: 'entity', entityType},
		fieldName === undefined ? undefined : {kind: 'field', field: fieldName},
		reason === undefined ? undefined : {kind: 'reason', reason},
		assignedTo === undefined ? undefined : {kind: 'assigned', to: assignedTo},
		status === undefined || status === 'pending' ? undefined : {kind: 'status', status},
		text === undefined ? undefined : {kind: 'text', text},
		...(where?.kind === 'all' ? where.of : [where]),
	];
	return simplify({kind: 'all', of: conditions.filter(condition => condition !== undefined)});
}

/**
 * The same as a filter. What counts and indexes know by name (system, entity, field, reason, assignee, status) is told
 * apart from what else must hold. Unless it speaks of a status itself, it finds what waits.
 */
export function toFilter(predicate: ConflictPredicate): ConflictFilter {
	let filter: ConflictFilter = mentions(predicate, 'status') ? {} : {status: 'pending'};
	const rest: ConflictPredicate[] = [];
	for (const part of predicate.kind === 'all' ? predicate.of : [predicate]) {
		const named = part.kind === 'all' || part.kind === 'any' || part.kind === 'not' ? undefined : toNamed(part);
		if (named === undefined || Object.keys(named).some(key => key in filter)) rest.push(part);
		else filter = {...filter, ...named};
	}
	return rest.length === 0 ? filter : {...filter, where: simplify({kind: 'all', of: rest})};
}

function toNamed(condition: ConflictCondition): ConflictFilter | undefined {
	switch (condition.kind) {
		case 'system': return {externalSystemId: condition.externalSystemId};
		case 'entity': return {entityType: condition.entityType};
		case 'field': return {fieldName: condition.field};
		case 'reason': return {reason: condition.reason};
		case 'assigned': return condition.to === null ? undefined : {assignedTo: condition.to};
		case 'status': return {status: condition.status};
		default: return undefined;
	}
}

type CauseOf = Pick<ConflictCause, 'externalSystemId' | 'entityType' | 'fieldName' | 'reason'>;

/** The conflicts that a cause counts. */
export const filterOfCause = (cause: CauseOf): ConflictFilter =>
	({status: 'pending', externalSystemId: cause.externalSystemId, entityType: cause.entityType, fieldName: cause.fieldName ?? null, reason: cause.reason});

/** Tells causes apart. */
export const causeKey = (cause: CauseOf): string => JSON.stringify([cause.externalSystemId, cause.entityType, cause.fieldName ?? null, cause.reason]);
