import {randomUUID} from 'node:crypto';
import {AppError} from '../errors/app-error.js';
import type {PatientClient} from './patient-client.js';

/** `direct`: the server itself answers. `pooled`: something stands before it that keeps one session for each connection. */
export type SessionKind = 'direct' | 'pooled';

export type SessionProbe = {
	/** The database, as errors name it. */
	readonly where: string;
	/** One more connection, not yet made, that gives up when it is left waiting. */
	readonly openAnother: () => PatientClient;
};

/** How long a session may be kept from us before it counts as given away, in ms. */
export const probeSilenceMs = 3000;
/** Statements after which a pooler that shares sessions has given ours to somebody else. */
const looks = 4;

type Session = {readonly pid: number | undefined; readonly writer: string | null; readonly mark: string | null};
const nothing: Session = {pid: undefined, writer: null, mark: null};

/**
 * Makes sure that what is set in one statement of a connection still holds in the next. A pooler that lends sessions for a
 * transaction breaks that in silence: writes of ours are taken for other people's edits, times lose their zone, notifications
 * never come.
 * @throws DATABASE_POOLED
 */
export async function requireOwnSession(client: PatientClient, {where, openAnother}: SessionProbe): Promise<SessionKind> {
	const {pid, writer} = await look(client);
	// Whoever stands between names a session of its own making.
	if (pid === client.promisedPid && writer === 'parley') return 'direct';
	if (writer !== 'parley') throw sharedSession(where, 'the settings with which a session begins are dropped on the way');
	const mark = randomUUID();
	await client.query(`select set_config('parley.mark', $1, false)`, [mark]);
	const other = openAnother();
	other.on('error', () => {}); // The statement that waits for it is told.
	client.endureSilence(2 * probeSilenceMs);
	try {
		const isLent = await isSeenBy(other, {pid, mark});
		const after = isLent ? undefined : await look(client).catch(() => undefined);
		if (after === undefined || after.pid !== pid || after.mark !== mark) throw sharedSession(where, 'what one statement sets is gone in the next');
		return 'pooled';
	} finally {
		await other.end().catch(() => {}); // It may never have begun.
	}
}

const look = async (client: PatientClient): Promise<Session> => (await client.query<Session>(`select pg_backend_pid() as pid, current_setting('parley.writer', true) as writer, current_setting('parley.mark', true) as mark`
)).rows[0] ?? nothing;

/** Whether another connection comes into our session. It holds the last one that it was given, in a transaction. */
async function isSeenBy(other: PatientClient, ours: Pick<Session, 'pid' | 'mark'>): Promise<boolean> {
	try {
		await other.connect();
		for (let time = 0; time < looks; time++) {
			const seen = await look(other);
			if (seen.pid === ours.pid || seen.mark === ours.mark) return true;
		}
		await other.query('begin');
	} catch {
		// It was given no session: then it has not got ours either.
	}
	return false;
}

/** How a pooler refuses what every connection of ours asks for at its start. */
export const refusedStart = /unsupported startup parameter/i;

export const sharedSession = (where: string, what: string, cause?: unknown): AppError => new AppError({
	code: 'DATABASE_POOLED', cause,
	message: `A connection pooler stands before the database ${where}, and ${what}. Parley needs sessions of its own.`,
	nextStep: 'Give DATABASE_URL the address of PostgreSQL itself, or a pool of the pooler in session mode that passes startup options on.',
});
