import type {Stats} from 'node:fs';
import {lstat} from 'node:fs/promises';
import {AppError} from '../../errors/app-error.js';
import {hasCode} from './has-code.js';
import type {EmbeddedLayout} from './layout.js';

/**
 * Refuses folders of somebody else before anything is sent to a server in them: in /tmp anybody may make a folder of
 * any name, and what listens there would be taken for our database. What does not exist yet is not foreign.
 */
export async function refuseForeignFolders({folder, socketFolder, uid}: EmbeddedLayout): Promise<void> {
	const found = await find(folder);
	// Root's folder belongs to the account that its server runs under.
	if (found !== undefined && uid !== 0 && found.uid !== uid) throw foreign(folder);
	if (socketFolder === folder) return;
	const socket = await find(socketFolder);
	if (socket === undefined) return;
	const isOurs = socket.isDirectory() && socket.uid === (found?.uid ?? uid) && (socket.mode & 0o077) === 0;
	if (!isOurs) throw foreign(socketFolder);
}

async function find(folder: string): Promise<Stats | undefined> {
	try {
		return await lstat(folder);
	} catch (error) {
		if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
		if (hasCode(error, 'EACCES', 'EPERM')) throw foreign(folder);
		throw error;
	}
}

const foreign = (folder: string): AppError => new AppError({
	code: 'EMBEDDED_POSTGRES_FAILED',
	message: `The folder ${folder} of the embedded PostgreSQL belongs to another user, or is open to others.`,
	nextStep: 'Run Parley as the user whose folder it is, have it removed, or name another folder with PARLEY_DATA_HOME.',
});
