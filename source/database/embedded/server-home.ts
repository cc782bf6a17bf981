import {createHash} from 'node:crypto';
import {stat} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {hasCode} from './has-code.js';

/**
 * The folder in which `postgresql` lies: the data home itself, except for root. Root's server runs under another
 * account, which may not enter /root; such a data home has its server in a folder of its own below /var/lib/parley.
 */
export async function findServerHome(dataHomeText: string, uid: number): Promise<string> {
	const dataHome = resolve(dataHomeText);
	if (uid !== 0 || await mayPass(dirname(dataHome))) return dataHome;
	return join('/var/lib/parley', createHash('sha256').update(dataHome).digest('hex').slice(0, 12));
}

/** Whether everybody may pass through this folder and all above it; those that are still missing will let them. */
async function mayPass(folder: string): Promise<boolean> {
	try {
		const found = await stat(folder);
		if (found.isDirectory() && (found.mode & 0o001) === 0) return false;
	} catch (error) {
		if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
	}
	return folder === dirname(folder) || mayPass(dirname(folder));
}
