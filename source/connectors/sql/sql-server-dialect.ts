import type {SqlDialect} from './dialect.js';

/** The statements that a SQL Server would get. They were never run on one: there is no driver for it in this version. */
export const sqlServerDialect: SqlDialect = {
	name: 'sqlserver',
	quote: identifier => `[${identifier.replaceAll(']', ']]')}]`,
	parameter: position => `@p${position}`,
	lock: {hint: ' with (updlock, rowlock)', clause: () => ''},
	transactionStart: 'sysutcdatetime()',
	now: 'sysutcdatetime()',
	today: 'cast(sysutcdatetime() as date)',
	// A database that was restored has another fork.
	window: {
		bound: 'convert(varchar(20), convert(bigint, min_active_rowversion()))',
		counter: '(select convert(varchar(36), recovery_fork_guid) from sys.database_recovery_status where database_id = db_id())',
	},
	isInWindow: (column, bound) => `${column} >= convert(binary(8), convert(bigint, ${bound}))`,
	// OUTPUT alone fails on a table with triggers.
	updateReturning: ({target, settings, conditions, column}) =>
		`declare @written table (version binary(8)); update ${target} set ${settings} output inserted.${column} into @written where ${conditions}; select version from @written`,
	evenText: value => `lower(trim(concat(char(9), char(10), char(11), char(12), char(13), ' ', nchar(160), nchar(65279)) from cast(${value} as nvarchar(max))))`,
	version: "concat('SQL Server ', cast(serverproperty('productversion') as varchar(50)))",
	// It has no row comparison: one alternative for each column that may be the first to differ.
	isAfter: (columns, values) => {
		const alternatives = columns.map((column, at) =>
			[...columns.slice(0, at).map((earlier, index) => `${earlier} = ${values[index]}`), `${column} > ${values[at]}`].join(' and '));
		return alternatives.map(text => `(${text})`).join(' or ');
	},
};
