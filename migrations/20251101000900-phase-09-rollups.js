import {phase} from './support/phase.js';

// Both rollups are kept by statement triggers that add the difference a statement made, in the order of the key, so that
// two statements on the same counters wait for each other instead of deadlocking. Rows without a system count under 0.

const added = 'select 1 as sign, * from new_rows';
const removed = 'select -1 as sign, * from old_rows';

const sides = {
	insert: {rows: added, tables: 'referencing new table as new_rows'},
	update: {rows: `${added} union all ${removed}`, tables: 'referencing old table as old_rows new table as new_rows'},
	delete: {rows: removed, tables: 'referencing old table as old_rows'},
};

const countConflicts = rows => `
	insert into sync_conflict_counts as counts (external_system_id, entity_type, field_name, reason, pending)
	select coalesce(external_system_id, 0), entity_type, coalesce(field_name, ''), coalesce(reason, ''), sum(sign)
	from (${rows}) changed
	where resolution_status = 'pending'
	group by 1, 2, 3, 4
	having sum(sign) <> 0
	order by 1, 2, 3, 4
	on conflict (external_system_id, entity_type, field_name, reason) do update set pending = counts.pending + excluded.pending;`;

const countCalls = rows => `
	insert into api_call_hours as hours (external_system_id, hour, calls, errors, timed, total_ms, unanswered)
	select coalesce(external_system_id, 0), date_trunc('hour', called_at), sum(sign), coalesce(sum(sign) filter (where response_status >= 400), 0),
		coalesce(sum(sign) filter (where response_time_ms is not null), 0), coalesce(sum(sign * response_time_ms::bigint), 0),
		coalesce(sum(sign) filter (where response_status is null and error_message is not null), 0)
	from (${rows}) changed
	where called_at is not null
	group by 1, 2
	order by 1, 2
	on conflict (external_system_id, hour) do update set calls = hours.calls + excluded.calls, errors = hours.errors + excluded.errors,
		timed = hours.timed + excluded.timed, total_ms = hours.total_ms + excluded.total_ms, unanswered = hours.unanswered + excluded.unanswered;`;

/** One function and four triggers that keep `rollup` true to `table`; what is there now is counted at once. */
async function keepRollup(schema, {table, rollup, count}) {
	const name = `parley_count_${rollup}`;
	await schema.createFunction(
		`${name}()`,
		`returns trigger language plpgsql as $$
		begin
			case tg_op
				when 'INSERT' then ${count(sides.insert.rows)}
				when 'UPDATE' then ${count(sides.update.rows)}
				when 'DELETE' then ${count(sides.delete.rows)}
				else delete from ${rollup};
			end case;
			return null;
		end $$`,
	);
	for (const [event, {tables}] of Object.entries(sides)) {
		await schema.createTrigger(table, `parley_count_${event}`, `after ${event} on %s ${tables} for each statement`, `${name}()`);
	}
	await schema.createTrigger(table, 'parley_count_truncate', 'after truncate on %s for each statement', `${name}()`);
	// Only now: the triggers' locks hold other writers up until this transaction ends, so no row is missed or counted twice.
	await schema.run(count(`select 1 as sign, * from ${table}`));
}

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable(
		'sync_conflict_counts',
		['external_system_id integer', 'entity_type varchar(100)', `field_name text default ''`, `reason varchar(50) default ''`, 'pending bigint not null'],
		{constraints: ['primary key (external_system_id, entity_type, field_name, reason)']},
	);
	// "errors" are answers of 400 and above, as in the dashboard; "unanswered" are calls that failed without
	// one: a statement that went well has no status either.
	await schema.ensureTable(
		'api_call_hours',
		[
			'external_system_id integer',
			'hour timestamp',
			'calls bigint not null default 0',
			'errors bigint not null default 0',
			'timed bigint not null default 0',
			'total_ms bigint not null default 0',
			'unanswered bigint not null default 0',
		],
		{constraints: ['primary key (external_system_id, hour)']},
	);
	await keepRollup(schema, {table: 'sync_conflicts', rollup: 'sync_conflict_counts', count: countConflicts});
	await keepRollup(schema, {table: 'api_call_logs', rollup: 'api_call_hours', count: countCalls});
});
