import {constants} from 'node:fs';
import {access, statfs} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Finding} from '../core/finding.js';

/** Less than this, in bytes, is used up by the log before long. */
const leastRoom = 10 * 2 ** 20;

/**
 * Whether the log, and what this host remembers of the database, can be kept in the data folder. Both are given up without
 * a word elsewhere: no command may fail for want of a log. The folder need not be there yet. Nothing where all is well.
 */
export async function examineDataFolder(dataHome: string): Promise<readonly Finding[]> {
	const trouble = await findTrouble(dataHome);
	if (trouble === undefined) return [];
	return [{
		severity: 'unusual', subject: 'data folder',
		message: `${dataHome} ${trouble}: there is no log, and a restore of the database would not be noticed from here.`,
		nextStep: 'Let this user write there and make room, or name another folder in PARLEY_DATA_HOME.',
	}];
}

async function findTrouble(folder: string): Promise<string | undefined> {
	try {
		await access(folder, constants.W_OK | constants.X_OK);
		const {bavail, bsize} = await statfs(folder);
		return bavail * bsize < leastRoom ? 'has no room left' : undefined;
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
		if (code === undefined) throw error;
		// It is made when it is needed, if that may be.
		if (code === 'ENOENT' && dirname(folder) !== folder) return findTrouble(dirname(folder));
		return `cannot be written (${code})`;
	}
}
