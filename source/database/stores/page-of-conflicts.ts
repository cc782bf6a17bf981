import type {Conflict, ConflictFilter} from '../../core/conflict.js';
import type {KeyPage} from '../../core/page.js';
import type {Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import type {Conditions} from './conditions.js';
import {toConflictConditions} from './conflict-conditions.js';
import {conflictColumns, parseConflict, type ConflictRow} from './conflict-row.js';
import {toKeyPage, toKeyPageBefore} from './key-page.js';
import {findPossibleCauses, isAboutCauses, type CauseKey} from './possible-causes.js';

/** Above this many, one walk through all pending conflicts costs less than a look at each cause. */
const mostCauses = 100;

/** Which way a list by id is read: on from a key, or back from it; undefined is the list's start, or its end. */
export type ReadingWay = {readonly way: 'on' | 'back'; readonly from: number | undefined; readonly limit: number};

/**
 * A page of conflicts by id, at a cost that its depth does not change. A filter that says something of causes is read cause
 * by cause, each through its part of the index by cause: one walk by id would pass by all conflicts of other causes.
 */
export async function readConflictPage(sql: SqlExecutor, catalog: Catalog, filter: ConflictFilter, reading: ReadingWay): Promise<KeyPage<Conflict>> {
	const causes = isAboutCauses(filter) ? await sql.query<CauseKey>('select external_system_id, entity_type, field_name, reason from sync_conflict_counts where pending > 0') : undefined;
	const possible = causes === undefined ? undefined : findPossibleCauses(filter, causes);
	if (possible?.length === 0) return {rows: [], next: undefined};
	const conditions = await toConflictConditions(filter, catalog);
	const {way, from, limit} = reading;
	if (from !== undefined) conditions.add(`c.id ${way === 'on' ? '>' : '<'} $$`, from);
	// A cause without a reason is no entry of the index that could be looked up.
	const isByCause = possible !== undefined && possible.length < (causes?.length ?? 0) && possible.length <= mostCauses && possible.every(cause => cause.reason !== '');
	const text = isByCause ? pageByCause(conditions, possible, reading) : pageById(conditions, reading);
	const rows = await sql.query<ConflictRow>(text, conditions.values);
	const conflicts = rows.map(parseConflict);
	return way === 'on' ? toKeyPage(conflicts, limit, ({id}) => id) : toKeyPageBefore(conflicts, limit, ({id}) => id, 'up');
}

const order = ({way}: ReadingWay): string => (way === 'on' ? 'asc' : 'desc');

const pageById = (conditions: Conditions, reading: ReadingWay): string =>
	`select ${conflictColumns} from sync_conflicts c join external_systems s on s.id = c.external_system_id
	where ${conditions.text()} order by c.id ${order(reading)} limit ${conditions.parameter(reading.limit + 1)}`;

/** From each cause the first rows by id, and of all these the first. Conflicts over whole records have no field, which no "=" finds. */
function pageByCause(conditions: Conditions, causes: readonly CauseKey[], reading: ReadingWay): string {
	const where = conditions.text();
	const limit = conditions.parameter(reading.limit + 1);
	const columns = (['external_system_id', 'entity_type', 'field_name', 'reason'] as const).map(column => conditions.parameter(causes.map(cause => cause[column])));
	const rowsOf = (field: string): string => `(select c.id from sync_conflicts c
		where c.external_system_id = k.system_id and c.entity_type = k.entity_type and ${field} and c.reason = k.reason and ${where}
		order by c.id ${order(reading)} limit ${limit})`;
	return `
	with found as (
		select page.id
		from unnest(${columns[0]}::integer[], ${columns[1]}::text[], ${columns[2]}::text[], ${columns[3]}::text[]) as k(system_id, entity_type, field_name, reason)
		cross join lateral (${rowsOf('c.field_name = k.field_name')} union all ${rowsOf(`k.field_name = '' and c.field_name is null`)}) page
		order by page.id ${order(reading)} limit ${limit}
	)
	select ${conflictColumns} from found join sync_conflicts c on c.id = found.id join external_systems s on s.id = c.external_system_id
	order by c.id ${order(reading)}`;
}
