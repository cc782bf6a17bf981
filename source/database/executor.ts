import type {Readable} from 'node:stream';

/** Runs SQL with parameters, on the pool or on one transaction's connection. The stores know nothing else of the driver. */
export type SqlExecutor = {
	/** `$1`, `$2` … are the values; nothing is ever spliced into the text. */
	readonly query: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
	/** The same for what reads whole tables: it is given half an hour, where others have two minutes. */
	readonly queryLong: SqlExecutor['query'];
	/** Streams rows into tables, one table after the other; only inside a transaction. */
	readonly copyIn: (copies: readonly Copy[]) => Promise<void>;
};

/** `into` is `copy … from stdin`; `rows` are in COPY's text format. */
export type Copy = {readonly into: string; readonly rows: Readable};
