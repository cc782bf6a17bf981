import type {SqlRow, SqlStatement} from './statement.js';

export type SqlTransaction = {readonly run: (statement: SqlStatement) => Promise<readonly SqlRow[]>};

/**
 * How a transaction is run. `read` sees one unmoving snapshot and cannot write; `write` sees the newest committed rows.
 * `statements` is how many it will send, as far as that is known before.
 */
export type TransactionRequest = {readonly mode: 'read' | 'write'; readonly statements: number; readonly signal: AbortSignal};

/** A server that is spoken to in transactions. Failures are the driver's own, with their SQL state in `code`. */
export type SqlClient = {
	readonly transact: <T>(request: TransactionRequest, work: (sql: SqlTransaction) => Promise<T>) => Promise<T>;
	readonly close: () => Promise<void>;
};

/** The connection went while the server was committing: nobody knows whether it did. */
export class CommitLostError extends Error {
	override readonly name = 'CommitLostError';

	constructor(cause: unknown) {
		super('The connection was lost while the server was committing.', {cause});
	}
}
