/** Where two kinds of SQL server differ in the statements that are sent to them. */
export type SqlDialect = {
	readonly name: 'postgres' | 'sqlserver';
	/** Any text becomes one identifier, whatever is in it. */
	readonly quote: (identifier: string) => string;
	/** The placeholder of the value at this position, counted from 1. */
	readonly parameter: (position: number) => string;
	/** Locks the rows of one table of a SELECT until the transaction ends: after that table's alias, and at the very end. */
	readonly lock: {readonly hint: string; readonly clause: (alias: string) => string};
	/** The server's clock (UTC) at the beginning of the transaction, and now. */
	readonly transactionStart: string;
	readonly now: string;
	/** The server's day (UTC). */
	readonly today: string;
	/** Below this number, as text, no transaction is under way any more; and which server counts, in which life of its. */
	readonly window: {readonly bound: string; readonly counter: string};
	/** True for a row whose transaction is not below a bound. */
	readonly isInWindow: (column: string, bound: string) => string;
	/** An UPDATE that gives back a column of the row that it changed, also where the table has triggers. */
	readonly updateReturning: (update: {readonly target: string; readonly settings: string; readonly conditions: string; readonly column: string}) => string;
	/** A value as text, without blanks around it and in small letters. */
	readonly evenText: (value: string) => string;
	/** What the server calls its own version. */
	readonly version: string;
	/** True for a row whose columns, in this order, come after these values. */
	readonly isAfter: (columns: readonly string[], values: readonly string[]) => string;
};
