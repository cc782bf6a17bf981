import type {DatabaseAddress} from '../core/database-address.js';
import {pipeline} from 'node:stream/promises';
import pg from 'pg';
import {from as copyFrom} from 'pg-copy-streams';
import {Sequelize, type Options, type Transaction} from 'sequelize';
import type {SqlExecutor} from './executor.js';
import {describeAddress} from './database-url.js';
import {toDatabaseError} from './database-errors.js';
import {usualPatience, type Patience} from './patience.js';
import {PatientClient} from './patient-client.js';
import {probeSilenceMs, requireOwnSession, type SessionKind} from './require-own-session.js';
import {retryAfterDeadlock} from './retry-after-deadlock.js';

const timestampWithoutZone = 1114;
const date = 1082;

/** Columns without zone hold UTC, whatever the server's and this machine's zones are; dates stay plain text. */
const parserOf = (oid: number, format?: 'text' | 'binary') => {
	if (oid === timestampWithoutZone) return (text: string) => new Date(`${text.replace(' ', 'T')}Z`);
	if (oid === date) return (text: string) => text;
	return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
};

/** Every session of Parley: UTC, and known to the triggers as ours so that its writes are not taken for somebody's edits. */
const sessionOptions = '-c parley.writer=parley -c TimeZone=UTC -c client_min_messages=warning';

const sessionLimits = {keepAlive: true, connectionTimeoutMillis: 10_000} as const;

/** A plain client for what needs a connection of its own: LISTEN. */
export const createClient = (address: DatabaseAddress, applicationName: string, silenceMs: number): PatientClient =>
	new PatientClient({
		...address, ...sessionLimits, password: address.password,
		application_name: applicationName, options: sessionOptions, types: {getTypeParser: parserOf},
	}, silenceMs);

export type Connection = {
	readonly sequelize: Sequelize;
	/** Undefined before the first statement. */
	readonly sessionKind: () => SessionKind | undefined;
	/** Each statement on whichever connection of the pool is free. */
	readonly pool: SqlExecutor;
	/** Does `work` again from its beginning when the database chose this transaction to give way to another one. */
	readonly transact: <T>(work: (sql: SqlExecutor, transaction: Transaction) => Promise<T>) => Promise<T>;
	/** Runs `work` and tells an expected failure of the database as an AppError that names this one. */
	readonly translate: <T>(work: () => Promise<T>) => Promise<T>;
	readonly close: () => Promise<void>;
};

export type ConnectionOptions = {
	readonly address: DatabaseAddress;
	readonly applicationName: string;
	readonly maxConnections: number;
	readonly patience?: Patience;
};

const clientOf = ({silenceMs}: Patience) => class extends PatientClient {
	constructor(config: pg.ClientConfig) {
		super(config, silenceMs);
	}
};

/** How Sequelize reaches the database; sequelize-cli is given the same. */
export const toSequelizeOptions = ({address, applicationName, maxConnections, patience = usualPatience}: ConnectionOptions): Options => ({
	dialect: 'postgres', dialectModule: {...pg, Client: clientOf(patience)},
	host: address.host, port: address.port, username: address.user, database: address.database,
	...(address.password === undefined ? {} : {password: address.password}),
	logging: false, timezone: '+00:00',
	pool: {max: maxConnections, min: 0, idle: 30_000, acquire: 15_000},
	dialectOptions: {...sessionLimits, statement_timeout: patience.statementMs, idle_in_transaction_session_timeout: patience.idleMs, ssl: address.ssl, application_name: applicationName, options: sessionOptions, clientMinMessages: 'ignore'},
});

/** Opens Sequelize's pool on the database; nothing is sent before the first statement. */
export function createConnection({address, applicationName, maxConnections, patience = usualPatience}: ConnectionOptions): Connection {
	pg.types.setTypeParser(timestampWithoutZone, parserOf(timestampWithoutZone));
	pg.types.setTypeParser(date, parserOf(date));
	const where = describeAddress(address);
	const sequelize = new Sequelize(toSequelizeOptions({address, applicationName, maxConnections, patience}));
	const probe = {where, openAnother: () => createClient(address, applicationName, probeSilenceMs)};
	let session: SessionKind | undefined;
	sequelize.addHook('afterConnect', async connected => {
		const client = connected as PatientClient;
		try {
			if (session !== 'pooled') session = await requireOwnSession(client, probe);
			client.endureSilence(patience.silenceMs);
		} catch (error) {
			await client.end().catch(() => {}); // What went wrong is told already.
			throw error;
		}
		await client.beWatched();
	});
	const translate = async <T>(work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			throw toDatabaseError(error, where);
		}
	};
	const borrow = async <T>(work: (client: PatientClient) => Promise<T>): Promise<T> => {
		const client = (await sequelize.connectionManager.getConnection({type: 'write'})) as PatientClient;
		try {
			return await work(client);
		} finally {
			sequelize.connectionManager.releaseConnection(client);
		}
	};
	return {
		sequelize,
		sessionKind: () => session,
		pool: {
			query: (text, values) => translate(() => retryAfterDeadlock(() => borrow(client => runQuery(client, text, values)))),
			queryLong: (text, values) => translate(() => borrow(client => client.atLength(patience, () => runQuery(client, text, values)))),
			copyIn: () => Promise.reject(new Error('COPY needs a transaction.')),
		},
		translate,
		transact: work =>
			translate(() => retryAfterDeadlock(() =>
				sequelize.transaction(transaction => work(createTransactionExecutor(transaction, patience), transaction)),
			)),
		close: () => sequelize.close(),
	};
}

async function runQuery<Row extends object>(client: pg.Client, text: string, values?: readonly unknown[]): Promise<readonly Row[]> {
	const result = await client.query<Row>(text, values === undefined ? [] : values.map(toUtc));
	return result.rows;
}

/** The driver writes times in this machine's zone, and a column without a zone keeps the digits as they come. */
const toUtc = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

/**
 * Sequelize keeps the transaction's connection where its types do not show it. A connection does one thing at a time:
 * whoever asks for two at once gets them one after the other.
 */
function createTransactionExecutor(transaction: Transaction, patience: Patience): SqlExecutor {
	const {connection} = transaction as unknown as {readonly connection: PatientClient};
	let busy: Promise<unknown> = Promise.resolve();
	const queue = <T>(work: () => Promise<T>): Promise<T> => {
		const result = busy.then(work, work);
		busy = result;
		return result;
	};
	return {
		query: (text, values) => queue(() => runQuery(connection, text, values)),
		queryLong: (text, values) => queue(() => connection.atLength(patience, () => runQuery(connection, text, values))),
		copyIn: copies => queue(() => connection.atLength(patience, async () => {
			for (const [index, {into, rows}] of copies.entries()) {
				// The server still works on the last rows of one table when the first of the next are made.
				rows.once('end', () => copies[index + 1]?.rows.read(0));
				await pipeline(rows, connection.query(copyFrom(into)));
			}
		})),
	};
}
