import type {SqlDialect} from './dialect.js';

export const postgresDialect: SqlDialect = {
	name: 'postgres',
	quote: identifier => `"${identifier.replaceAll('"', '""')}"`,
	parameter: position => `$${position}`,
	lock: {hint: '', clause: alias => ` for update of ${alias}`},
	transactionStart: 'transaction_timestamp()',
	now: 'clock_timestamp()',
	version: "'PostgreSQL ' || current_setting('server_version')",
	// A row comparison is one range of the primary key's index.
	isAfter: (columns, values) => `(${columns.join(', ')}) > (${values.join(', ')})`,
};
