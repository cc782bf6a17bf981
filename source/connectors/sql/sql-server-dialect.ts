import type {SqlDialect} from './dialect.js';

/** The statements that a SQL Server would get. They were never run on one: there is no driver for it in this version. */
export const sqlServerDialect: SqlDialect = {
	name: 'sqlserver',
	quote: identifier => `[${identifier.replaceAll(']', ']]')}]`,
	parameter: position => `@p${position}`,
	lock: {hint: ' with (updlock, rowlock)', clause: () => ''},
	transactionStart: 'sysutcdatetime()',
	now: 'sysutcdatetime()',
	version: "concat('SQL Server ', cast(serverproperty('productversion') as varchar(50)))",
	// It has no row comparison: one alternative for each column that may be the first to differ.
	isAfter: (columns, values) => {
		const alternatives = columns.map((column, at) =>
			[...columns.slice(0, at).map((earlier, index) => `${earlier} = ${values[index]}`), `${column} > ${values[at]}`].join(' and '));
		return alternatives.map(text => `(${text})`).join(' or ');
	},
};
