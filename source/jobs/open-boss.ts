import {PgBoss, type ConstructorOptions} from 'pg-boss';
import type {DatabaseAddress} from '../core/database-address.js';
import type {Logger} from '../core/process/logger.js';
import {AppError} from '../errors/app-error.js';
import {monitorSeconds} from './queues.js';
import {createSeldomWarning} from './seldom-warning.js';

export type BossMode =
	/** Puts the queue's own tables in place. */
	| 'migrate'
	/** Works, and looks after jobs of processes that died. */
	| 'work';

/** How long one statement may take before its connection counts as lost: a host that fell silent sends no error. */
const silenceMs = 30_000;

/** pg-boss as Parley uses it; not started. Its schedules are off: ours come from policies. */
export function openBoss(address: DatabaseAddress, mode: BossMode, logger: Logger): PgBoss {
	const {password, ssl, ...rest} = address;
	const connection = {
		...rest, ssl, ...(password === undefined ? {} : {password}),
		application_name: `parley jobs${mode === 'migrate' ? ' migrate' : ''}`,
		options: '-c parley.writer=parley -c TimeZone=UTC -c client_min_messages=warning',
		max: mode === 'migrate' ? 2 : 6,
		keepAlive: true, query_timeout: silenceMs,
	};
	const options: ConstructorOptions = {
		...connection,
		schema: 'pgboss', schedule: false,
		migrate: mode === 'migrate', createSchema: mode === 'migrate', supervise: mode === 'work',
		superviseIntervalSeconds: monitorSeconds, monitorIntervalSeconds: monitorSeconds,
	};
	const boss = new PgBoss(options);
	// Without a listener an 'error' event would end the process. Each of these is tried again by pg-boss itself.
	const warnSeldom = createSeldomWarning(logger);
	boss.on('error', error => warnSeldom('The job queue met an error and goes on', {error}));
	boss.on('warning', ({message, data}) => warnSeldom('The job queue warns', {warning: message, data}));
	return boss;
}

/** Starts it, and tells apart a database that cannot be reached from one that lacks the queue's tables. */
export async function startBoss(boss: PgBoss): Promise<void> {
	try {
		await boss.start();
	} catch (error) {
		await boss.stop({graceful: false}).catch(() => {}); // The first error is the one to tell.
		throw toStartError(error);
	}
}

function toStartError(error: unknown): AppError {
	const text = error instanceof Error ? error.message : String(error);
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === '42501') {
		return new AppError({
			code: 'PERMISSION_DENIED', message: `PostgreSQL refuses the job queue: ${text}.`,
			nextStep: 'Run "parley db migrate" as the owner of the database, and grant this user the schema pgboss.', cause: error,
		});
	}
	if (text === 'pg-boss is not installed' || text === 'pg-boss database requires migrations') {
		return new AppError({
			code: 'DATABASE_MIGRATIONS_PENDING', message: 'The tables of the job queue are missing or of another version.',
			nextStep: 'Run "parley db migrate".', cause: error,
		});
	}
	return new AppError({
		code: 'DATABASE_UNREACHABLE', message: `The job queue cannot reach its database: ${text}.`,
		nextStep: 'Run "parley doctor", and see that PostgreSQL is up.', isRetryable: true, cause: error,
	});
}
