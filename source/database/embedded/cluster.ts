import {open, readdir, readFile, rename, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {AppError} from '../../errors/app-error.js';
import type {PostgresBinaries} from './binaries.js';
import {hasCode} from './has-code.js';
import {initdb} from './initdb.js';
import {embeddedUser, type EmbeddedLayout} from './layout.js';
import type {ServerAccount} from './server-account.js';

export type ClusterRequest = {readonly layout: EmbeddedLayout; readonly binaries: PostgresBinaries; readonly account: ServerAccount | undefined};

/** Makes the cluster unless it is there. It gets its name when it is whole: a half-made one is never taken for a database. */
export async function ensureCluster({layout, binaries, account}: ClusterRequest): Promise<'found' | 'created'> {
	const version = await findClusterVersion(layout);
	if (version === binaries.majorVersion) return 'found';
	if (version !== undefined) throw otherVersion(layout, version, binaries.majorVersion);
	const prefix = `${basename(layout.dataFolder)}.new.`;
	const leftovers = (await readdir(layout.folder)).filter(name => name.startsWith(prefix));
	await Promise.all(leftovers.map(name => rm(join(layout.folder, name), {recursive: true, force: true, maxRetries: 10, retryDelay: 50})));
	const unfinished = join(layout.folder, `${prefix}${process.pid}`);
	try {
		await initdb({binaries, account, folder: unfinished, user: embeddedUser, isDurable: true});
		await rename(unfinished, layout.dataFolder);
		await syncFolder(layout.folder);
	} finally {
		await rm(unfinished, {recursive: true, force: true});
	}
	return 'created';
}

/** The cluster's major version; undefined when there is none. */
async function findClusterVersion({dataFolder}: EmbeddedLayout): Promise<number | undefined> {
	try {
		return Number.parseInt(await readFile(join(dataFolder, 'PG_VERSION'), 'utf8'), 10);
	} catch (error) {
		if (!hasCode(error, 'ENOENT')) throw error;
	}
	const content = await readdir(dataFolder).catch((error: unknown) => {
		if (hasCode(error, 'ENOENT')) return [];
		throw error;
	});
	if (content.length === 0) return undefined;
	throw new AppError({
		code: 'EMBEDDED_POSTGRES_FAILED',
		message: `The folder ${dataFolder} holds files but no PostgreSQL cluster (PG_VERSION is missing).`,
		nextStep: 'Restore it from a backup, or move it away: Parley then begins with an empty database.',
	});
}

/** The new name itself must survive a power failure. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function otherVersion({dataFolder}: EmbeddedLayout, found: number, ours: number): AppError {
	return new AppError({
		code: 'EMBEDDED_POSTGRES_FAILED',
		message: `The database in ${dataFolder} was made by PostgreSQL ${found}; this Parley brings PostgreSQL ${ours}.`,
		nextStep: found > ours
			? 'Use the newer Parley that made it, or name another folder with PARLEY_DATA_HOME.'
			: 'Dump it with the Parley that made it (pg_dump "$(parley db url)"), move the folder away, start this one and restore the dump.',
	});
}
