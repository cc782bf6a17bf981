import {Socket} from 'node:net';
import pg from 'pg';
import {AppError} from '../../errors/app-error.js';
import {hasCode} from './has-code.js';
import {embeddedDatabase, embeddedPort, embeddedUser, type EmbeddedLayout} from './layout.js';

/** A connection that a process keeps while it uses the server: it proves that the server answers, and that somebody is still there. */
export type Presence = {
	/** PostgreSQL's version: "18.4". */
	readonly version: string;
	readonly client: pg.Client;
	/** From now on it does not keep a process alive that has nothing else to do. */
	readonly rest: () => void;
	readonly end: () => Promise<void>;
};

export type Answer =
	| {readonly kind: 'present'; readonly presence: Presence}
	/** Somebody is behind the socket but lets nobody in now: it starts, recovers, stops, or has no connection left. */
	| {readonly kind: 'busy'}
	/** It runs; only our database is not there yet. */
	| {readonly kind: 'no-database'}
	/** Nobody is behind the socket, or there is none. */
	| {readonly kind: 'silent'};

/** Knocks at the server's socket. Rejects only when it answers with what cannot pass by itself. */
export async function knock({socketFolder, folder}: EmbeddedLayout, database: string = embeddedDatabase): Promise<Answer> {
	const socket = new Socket();
	const client = new pg.Client({
		host: socketFolder, port: embeddedPort, user: embeddedUser, database, stream: () => socket,
		// Said in full, so that the person's PG* variables have no say.
		password: '', ssl: false, options: '-c TimeZone=UTC', application_name: 'parley presence', connectionTimeoutMillis: 10_000,
	});
	// The server may stop or restart while we are here; whoever needs it notices on a connection of their own.
	client.on('error', () => undefined);
	try {
		await client.connect();
		const {rows} = await client.query<{version: string}>(`select current_setting('server_version') as version`);
		return {kind: 'present', presence: {client, version: rows[0]?.version ?? '', rest: () => socket.unref(), end: () => end(client, socket)}};
	} catch (error) {
		socket.destroy();
		return toAnswer(error, folder);
	}
}

async function end(client: pg.Client, socket: Socket): Promise<void> {
	socket.ref();
	await client.end().catch(() => undefined); // The server may be gone already, which is as good.
}

function toAnswer(error: unknown, folder: string): Answer {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	switch (code) {
		case '3D000': return {kind: 'no-database'};
		case 'ENOENT': case 'ENOTDIR': case 'ECONNREFUSED': return {kind: 'silent'};
		// Starting or stopping; told to go while connecting; all connections taken; cut off or kept waiting (no code).
		case '57P03': case '57P01': case '57P02': case '53300': case 'EAGAIN': case 'ECONNRESET': case 'EPIPE': case undefined: return {kind: 'busy'};
		default: throw refused(error, folder);
	}
}

function refused(error: unknown, folder: string): AppError {
	return new AppError({
		code: hasCode(error, 'EACCES', 'EPERM') ? 'EMBEDDED_POSTGRES_FAILED' : 'DATABASE_UNREACHABLE',
		message: `The embedded PostgreSQL in ${folder} did not let us in: ${error instanceof Error ? error.message : String(error)}.`,
		nextStep: 'Run Parley as the user whose data folder this is, or name another folder with PARLEY_DATA_HOME.',
		cause: error,
	});
}

/** How many others are connected to the server, in any of its databases. */
export async function countOthers({client}: Presence): Promise<number> {
	const {rows} = await client.query<{others: number}>(`
		select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`);
	return rows[0]?.others ?? 0;
}
