import {conflictReasons, type ConflictCause, type ConflictFilter} from '../../core/conflict.js';
import type {EntityType} from '../../core/entity.js';
import type {SqlExecutor} from '../executor.js';
import {createConditions, type Conditions} from './conditions.js';

type CauseRow = {
	readonly external_system_id: number;
	readonly system_name: string;
	readonly entity_type: EntityType;
	readonly field_name: string;
	readonly reason: string;
	readonly count: string;
	readonly oldest_at: Date | null;
};

/**
 * Pending conflicts by cause, most first. The rollup answers when the filter asks for nothing finer than a cause; a text,
 * an assignee or a predicate has to look at the pending rows themselves.
 */
export async function listConflictCauses(sql: SqlExecutor, filter: ConflictFilter, rowConditions: Conditions): Promise<readonly ConflictCause[]> {
	if (filter.status !== undefined && filter.status !== 'pending') return [];
	const isFiner = filter.text !== undefined || filter.assignedTo !== undefined || filter.where !== undefined;
	const conditions = isFiner ? rowConditions : toRollupConditions(filter);
	const text = isFiner ? countRows(conditions.text()) : readRollup(conditions.text());
	return (await sql.query<CauseRow>(text, conditions.values)).map(parseCause);
}

/** The oldest of a cause is the first entry of its index range, whether its conflicts have a field or not. */
const readRollup = (where: string): string => `
	select k.external_system_id, s.system_name, k.entity_type, k.field_name, k.reason, k.pending::text as count,
		coalesce(
			(select created_at from sync_conflicts c where c.resolution_status = 'pending' and c.external_system_id = k.external_system_id
				and c.entity_type = k.entity_type and c.field_name = k.field_name and c.reason = k.reason order by c.id limit 1),
			(select created_at from sync_conflicts c where k.field_name = '' and c.resolution_status = 'pending'
				and c.external_system_id = k.external_system_id and c.entity_type = k.entity_type and c.field_name is null
				and c.reason = k.reason order by c.id limit 1)
		) as oldest_at
	from sync_conflict_counts k join external_systems s on s.id = k.external_system_id
	where k.pending > 0 and ${where}
	order by k.pending desc, s.system_name, k.entity_type, k.field_name, k.reason`;

const countRows = (where: string): string => `
	select c.external_system_id, s.system_name, c.entity_type, coalesce(c.field_name, '') as field_name, c.reason,
		count(*)::text as count, min(c.created_at) as oldest_at
	from sync_conflicts c join external_systems s on s.id = c.external_system_id
	where ${where}
	group by 1, 2, 3, 4, 5
	order by count(*) desc, 2, 3, 4, 5`;

function toRollupConditions(filter: ConflictFilter): Conditions {
	const conditions = createConditions();
	if (filter.externalSystemId !== undefined) conditions.add('k.external_system_id = $$', filter.externalSystemId);
	if (filter.entityType !== undefined) conditions.add('k.entity_type = $$', filter.entityType);
	if (filter.fieldName !== undefined) conditions.add('k.field_name = $$', filter.fieldName ?? '');
	if (filter.reason !== undefined) conditions.add('k.reason = $$', filter.reason);
	return conditions;
}

const parseCause = (row: CauseRow): ConflictCause => ({
	externalSystemId: row.external_system_id,
	systemName: row.system_name,
	entityType: row.entity_type,
	fieldName: row.field_name === '' ? undefined : row.field_name,
	reason: conflictReasons.find(reason => reason === row.reason) ?? 'both_changed',
	count: Number(row.count),
	oldestAt: row.oldest_at ?? new Date(0),
});
