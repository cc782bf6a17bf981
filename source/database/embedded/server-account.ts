import {AppError} from '../../errors/app-error.js';
import {poll} from './poll.js';
import {runProgram} from './run-program.js';

/** The operating system's account that PostgreSQL runs under when it is not our own. */
export type ServerAccount = {readonly name: string; readonly uid: number; readonly gid: number};

const accountName = 'postgres';

/**
 * PostgreSQL refuses to run as root, so root's server runs as `postgres`; that account is made when it is missing.
 * Undefined for everybody else: their server is their own process.
 */
export async function ensureServerAccount(): Promise<ServerAccount | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const found = await findAccount();
	if (found !== undefined) return found;
	const problem = await createAccount();
	// Another process may be making it at this moment, which is why ours failed.
	const created = await poll(findAccount, {timeoutMs: 2000});
	if (created !== undefined) return created;
	throw new AppError({
		code: 'EMBEDDED_POSTGRES_FAILED',
		message: `PostgreSQL does not run as root, and the account "${accountName}" to run it under could not be made: ${problem}.`,
		nextStep: `Make the account ("useradd --system ${accountName}"), run Parley as a normal user, or set DATABASE_URL to a PostgreSQL server.`,
	});
}

async function findAccount(): Promise<ServerAccount | undefined> {
	const [uid, gid] = await Promise.all([runProgram('id', ['-u', accountName]), runProgram('id', ['-g', accountName])]);
	if (uid.kind !== 'ended' || gid.kind !== 'ended' || uid.exitCode !== 0 || gid.exitCode !== 0) return undefined;
	return {name: accountName, uid: Number(uid.stdout), gid: Number(gid.stdout)};
}

async function createAccount(): Promise<string> {
	const outcome = await runProgram('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/false', accountName]);
	return outcome.kind === 'not-started' ? `useradd: ${outcome.reason}` : outcome.stderr.trim().replace(/\.$/, '');
}
