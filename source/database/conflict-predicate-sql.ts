import {toStorableText} from '../core/canonical.js';
import {severities, type ConflictCondition, type ConflictPredicate, type ValueMatch, type ValueSide} from '../core/predicate/conflict-predicate.js';
import {toContainsPattern, type Conditions} from './stores/conditions.js';
import {toStorableJson} from './stores/json-column.js';

/** What a predicate needs to become SQL. */
export type PredicateScope = {
	/** Where its values become parameters. */
	readonly conditions: Pick<Conditions, 'parameter'>;
	/** SQL for how bad the record of a conflict is, 0 to 4; null where nothing says so. */
	readonly severity: string;
};

const statuses = {pending: `c.resolution_status = 'pending'`, resolved: `c.resolution_status = 'resolved'`, ignored: `c.resolution_status = 'ignored'`} as const;
const columns: Readonly<Record<ValueSide, string>> = {base: 'c.base_value', internal: 'c.internal_value', external: 'c.external_value'};

/**
 * A condition on `sync_conflicts c`. Every value becomes a parameter; only texts of this file get into the SQL. The result
 * may be null where a column is, which a `where` takes for false; under `not` it is made false first, so that whatever does
 * not match is what the negation finds.
 */
export function toPredicateSql(predicate: ConflictPredicate, scope: PredicateScope): string {
	switch (predicate.kind) {
		case 'all':
			return predicate.of.length === 0 ? 'true' : `(${predicate.of.map(part => toPredicateSql(part, scope)).join(' and ')})`;
		case 'any':
			return predicate.of.length === 0 ? 'false' : `(${predicate.of.map(part => toPredicateSql(part, scope)).join(' or ')})`;
		case 'not':
			return `((${toPredicateSql(predicate.of, scope)}) is not true)`;
		default:
			return toConditionSql(predicate, scope);
	}
}

function toConditionSql(condition: ConflictCondition, {conditions, severity}: PredicateScope): string {
	const parameter = (value: unknown): string => conditions.parameter(typeof value === 'string' ? toStorableText(value) : value);
	switch (condition.kind) {
		case 'system':
			return `c.external_system_id = ${parameter(condition.externalSystemId)}`;
		case 'entity':
			return `c.entity_type = ${parameter(condition.entityType)}`;
		case 'field':
			return condition.field === null ? 'c.field_name is null' : `c.field_name = ${parameter(condition.field)}`;
		case 'reason':
			return `c.reason = ${parameter(condition.reason)}`;
		case 'type':
			return `c.conflict_type = ${parameter(condition.conflictType)}`;
		case 'status':
			return statuses[condition.status];
		case 'value':
			return toMatchSql(columns[condition.side], condition.is, parameter);
		case 'age':
			return `c.created_at ${condition.than === 'older' ? '<' : '>'} (now() at time zone 'UTC') - ${parameter(condition.ms)} * interval '1 millisecond'`;
		case 'severity':
			return `${severity} ${condition.orAbove ? '>=' : '='} ${parameter(severities.indexOf(condition.level))}`;
		case 'assigned':
			return condition.to === null ? 'c.assigned_to is null' : `c.assigned_to = ${parameter(condition.to)}`;
		case 'text': {
			const pattern = parameter(toContainsPattern(condition.text));
			return `(c.entity_id ilike ${pattern} or c.entity_label ilike ${pattern})`;
		}
		case 'ids':
			return `c.id = any(${parameter([...condition.ids])}::integer[])`;
		case 'version':
			return `c.version = ${parameter(condition.version)}`;
	}
}

function toMatchSql(column: string, match: ValueMatch, parameter: Conditions['parameter']): string {
	switch (match.match) {
		case 'is':
			return `${column} = ${parameter(toStorableJson(match.value))}::jsonb`;
		case 'absent':
			return `${column} is null`;
		case 'reads':
			return `${column} #>> '{}' = ${parameter(match.text)}`;
		case 'contains':
			return `${column} #>> '{}' ilike ${parameter(toContainsPattern(match.text))}`;
	}
}
