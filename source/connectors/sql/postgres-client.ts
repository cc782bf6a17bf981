import pg from 'pg';
import type {PostgresAddress} from './postgres-address.js';
import {parsePostgresValue} from './postgres-values.js';
import {CommitLostError, type SqlClient, type TransactionRequest} from './sql-client.js';
import {findSqlState} from './sql-errors.js';
import type {SqlRow, SqlStatement} from './statement.js';

/**
 * Settings are local to each transaction, so that a pooler between us and the server neither refuses nor keeps them.
 * The style of dates and the zone are set because a role or a database may have others by default.
 */
const settings = [
	"set local timezone = 'UTC'",
	"set local datestyle = 'ISO, YMD'",
	'set local statement_timeout = 30000',
	'set local lock_timeout = 5000',
	'set local idle_in_transaction_session_timeout = 60000',
].join('; ');

const begin: Readonly<Record<TransactionRequest['mode'], string>> = {
	read: `begin isolation level repeatable read read only; ${settings}`,
	write: `begin isolation level read committed read write; ${settings}`,
};

/** A small pool on one PostgreSQL; it connects when the first transaction begins. */
export function createPostgresClient(address: PostgresAddress): SqlClient {
	const pool = new pg.Pool({
		...address,
		// A function, because without a password the driver would offer this server the one of PGPASSWORD.
		password: () => address.password ?? '',
		max: 2,
		connectionTimeoutMillis: 10_000,
		idleTimeoutMillis: 30_000,
		keepAlive: true,
		application_name: 'parley',
		types: {getTypeParser: (typeId: number) => (text: string) => parsePostgresValue(typeId, text)},
	});
	// An idle connection that drops is replaced when it is needed; if it cannot be, that statement says so.
	pool.on('error', () => undefined);
	// Nor may a server that ends a session in the very packet that opened it, before anybody has borrowed it, end the process.
	pool.on('connect', client => client.on('error', () => undefined));
	return {
		transact: async (request, work) => {
			const lease = await borrow(pool, request.signal);
			try {
				await lease.query(begin[request.mode]);
				const result = await work({run: statement => runStatement(lease, statement)});
				request.signal.throwIfAborted();
				lease.keepWhateverHappens(); // A commit that is cut off would leave its outcome unknown.
				await commit(lease, request.mode);
				return result;
			} catch (error) {
				await rollBack(lease);
				throw request.signal.aborted && !(error instanceof CommitLostError) ? request.signal.reason : error;
			} finally {
				lease.giveBack();
			}
		},
		close: () => pool.end(),
	};
}

/** A connection of the pool for one transaction; it is dropped at once when the signal is aborted. */
type Lease = {
	readonly query: (text: string, values?: readonly unknown[]) => Promise<pg.QueryResult>;
	readonly keepWhateverHappens: () => void;
	readonly drop: () => void;
	readonly giveBack: () => void;
};

async function borrow(pool: pg.Pool, signal: AbortSignal): Promise<Lease> {
	const client = await connect(pool, signal);
	// While it is lent, nobody else listens; without this a dropped connection would end the process.
	const ignore = () => undefined;
	client.on('error', ignore);
	let isReleased = false;
	const release = (isBroken: boolean) => {
		if (isReleased) return;
		isReleased = true;
		signal.removeEventListener('abort', drop);
		client.off('error', ignore);
		client.release(isBroken);
	};
	const drop = () => release(true);
	signal.addEventListener('abort', drop, {once: true});
	return {
		query: (text, values) => (values === undefined ? client.query(text) : client.query(text, [...values])),
		keepWhateverHappens: () => signal.removeEventListener('abort', drop),
		drop,
		giveBack: () => release(false),
	};
}

/** Waits for a connection, or for the signal; one that comes too late goes back to the pool. */
function connect(pool: pg.Pool, signal: AbortSignal): Promise<pg.PoolClient> {
	signal.throwIfAborted();
	const connecting = pool.connect();
	return new Promise((resolve, reject) => {
		const onAbort = () => {
			reject(signal.reason);
			connecting.then(client => client.release(), () => undefined); // Its failure no longer matters to anyone.
		};
		signal.addEventListener('abort', onAbort, {once: true});
		connecting.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
	});
}

async function runStatement(lease: Lease, {text, values}: SqlStatement): Promise<readonly SqlRow[]> {
	const result = await lease.query(text, values);
	// Every type of column has a parser of ours, and each gives a JSON value.
	return result.rows as readonly SqlRow[];
}

async function commit(lease: Lease, mode: TransactionRequest['mode']): Promise<void> {
	try {
		await lease.query('commit');
	} catch (error) {
		// A state of a constraint says that it was rolled back; a lost connection or a server that goes down says nothing.
		const isUnknown = !/^(22|23|40|P0)/.test(findSqlState(error) ?? '');
		throw mode === 'write' && isUnknown ? new CommitLostError(error) : error;
	}
}

async function rollBack(lease: Lease): Promise<void> {
	try {
		await lease.query('rollback');
	} catch {
		lease.drop(); // The server rolls back when the connection goes.
	}
}
