import type {ConflictFilter} from '../../core/conflict.js';
import type {Catalog} from '../catalog.js';
import {toPredicateSql} from '../conflict-predicate-sql.js';
import {loadSeveritySql} from '../severity-sql.js';
import {createConditions, toContainsPattern, type Conditions} from './conditions.js';

/**
 * A filter as conditions on `sync_conflicts c`. The status stands in the text, never as a parameter: only so can the
 * partial indexes of open conflicts serve.
 */
export async function toConflictConditions(filter: ConflictFilter, catalog: Catalog): Promise<Conditions> {
	const conditions = createConditions();
	if (filter.status === 'pending') conditions.addFixed("c.resolution_status = 'pending'");
	else if (filter.status !== undefined) conditions.add('c.resolution_status = $$', filter.status);
	if (filter.externalSystemId !== undefined) conditions.add('c.external_system_id = $$', filter.externalSystemId);
	if (filter.entityType !== undefined) conditions.add('c.entity_type = $$', filter.entityType);
	if (filter.fieldName === null) conditions.addFixed('c.field_name is null');
	else if (filter.fieldName !== undefined) conditions.add('c.field_name = $$', filter.fieldName);
	if (filter.reason !== undefined) conditions.add('c.reason = $$', filter.reason);
	if (filter.assignedTo !== undefined) conditions.add('c.assigned_to = $$', filter.assignedTo);
	if (filter.text !== undefined) {
		const pattern = conditions.parameter(toContainsPattern(filter.text));
		conditions.addFixed(`(c.entity_id ilike ${pattern} or c.entity_label ilike ${pattern})`);
	}
	if (filter.where !== undefined) conditions.addFixed(toPredicateSql(filter.where, {conditions, severity: await loadSeveritySql(filter.where, catalog)}));
	return conditions;
}
