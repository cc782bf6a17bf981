import type {SqlDialect} from './dialect.js';

export const postgresDialect: SqlDialect = {
	name: 'postgres',
	quote: identifier => `"${identifier.replaceAll('"', '""')}"`,
	parameter: position => `$${position}`,
	lock: {hint: '', clause: alias => ` for update of ${alias}`},
	transactionStart: 'transaction_timestamp()',
	now: 'clock_timestamp()',
	today: 'current_date',
	// A promoted copy, or a server that was set back in time, is another counter.
	window: {
		bound: 'pg_snapshot_xmin(pg_current_snapshot())::text',
		counter: `(select s.system_identifier || '/' || c.timeline_id from pg_control_system() s, pg_control_checkpoint() c)`,
	},
	isInWindow: (column, bound) => `${column} >= ${bound}::text::xid8`,
	updateReturning: ({target, settings, conditions, column}) => `update ${target} set ${settings} where ${conditions} returning ${column}`,
	evenText: value => `lower(btrim(cast(${value} as text), E' \\t\\n\\r\\f\\v\\u00a0\\ufeff'))`,
	version: "'PostgreSQL ' || current_setting('server_version')",
	// A row comparison is one range of the primary key's index.
	isAfter: (columns, values) => `(${columns.join(', ')}) > (${values.join(', ')})`,
};
