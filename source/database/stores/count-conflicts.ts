import {ageBuckets, type CountedRows, type RowGroupKey} from '../../core/conflict-group.js';
import type {ConflictFilter} from '../../core/conflict.js';
import type {Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {countBySeverity} from '../severity-sql.js';
import {toConflictConditions} from './conflict-conditions.js';

type Row = {readonly key: string | null; readonly count: string; readonly oldest_at: Date};

/**
 * Counts pending conflicts by what no rollup keeps. Its cost grows with how many wait: ages are read from the index by age,
 * assignees from the one of those that are assigned, and severities from the records, joined to them.
 */
export async function countConflicts(sql: SqlExecutor, catalog: Catalog, filter: ConflictFilter, by: RowGroupKey): Promise<readonly CountedRows[]> {
	if (filter.status !== undefined && filter.status !== 'pending') return [];
	const {status: _, ...rest} = filter;
	const isWhole = Object.values(rest).every(value => value === undefined);
	const conditions = await toConflictConditions({...rest, status: 'pending'}, catalog);
	const text = await toCountSql(by, {where: conditions.text(), isWhole, catalog});
	return (await sql.query<Row>(text, conditions.values)).map(row => ({key: row.key, count: Number(row.count), oldestAt: row.oldest_at}));
}

type Counting = {readonly where: string; readonly isWhole: boolean; readonly catalog: Catalog};

async function toCountSql(by: RowGroupKey, {where, isWhole, catalog}: Counting): Promise<string> {
	switch (by) {
		case 'assignee': return isWhole ? countAssigned : countRows('c.assigned_to', where);
		case 'severity': return countBySeverity(catalog, where);
		case 'age': return countRows(ageKey, where);
	}
}

const countRows = (key: string, where: string): string =>
	`select (${key})::text as key, count(*)::text as count, min(c.created_at) as oldest_at from sync_conflicts c where ${where} group by 1`;

const ageKey = `case ${ageBuckets.map(({to}, index) => (to === undefined ? `else ${index}` : `when c.created_at > (now() at time zone 'UTC') - interval '${to / 1000} seconds' then ${index}`)).join(' ')} end`;

/** Whoever is not assigned is what the rollup counts besides: only the assigned ones are gone through. */
const countAssigned = `
	with assigned as (
		select c.assigned_to as key, count(*) as count, min(c.id) as first_id from sync_conflicts c
		where c.resolution_status = 'pending' and c.assigned_to is not null group by 1
	), nobody as (
		select (select coalesce(sum(pending), 0) from sync_conflict_counts) - (select coalesce(sum(count), 0) from assigned) as count
	)
	select a.key, a.count::text as count, c.created_at as oldest_at from assigned a join sync_conflicts c on c.id = a.first_id
	union all
	select null, n.count::text, c.created_at from nobody n cross join lateral (
		select created_at from sync_conflicts where resolution_status = 'pending' and assigned_to is null order by id limit 1) c`;
