import {readdirSync, rmSync, statSync} from 'node:fs';
// The whole of it, since an old Node has no such export and must get as far as saying so.
import nodeModule from 'node:module';
import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';
import {makeFolder} from '../core/process/make-folder.js';

export type CompiledCodeOptions = {
	/** `HOME` and `XDG_CACHE_HOME`. */
	readonly env: Readonly<Record<string, string | undefined>>;
	/** A file that is another one after each build. */
	readonly program: string;
	/** Whose files are trusted; undefined where the platform has no such numbers. */
	readonly userId?: number | undefined;
};

/**
 * Has Node keep what it compiled of the program for the next start, which then takes half the time. What lies there is
 * run, so only a folder will do that nobody else can write to; without one, each start compiles anew. Gives the folder.
 */
export function keepCompiledCode({env, program, userId = process.getuid?.()}: CompiledCodeOptions): string | undefined {
	try {
		const folder = prepareFolder(env, userId);
		if (folder === undefined) return undefined;
		const {mtimeMs, size} = statSync(program);
		const name = `${Math.round(mtimeMs)}-${size}`;
		removeOthers(folder, name);
		nodeModule.enableCompileCache(join(folder, name));
		return join(folder, name);
	} catch {
		return undefined; // A full disk, a home that is read-only: the program runs all the same.
	}
}

function prepareFolder(env: CompiledCodeOptions['env'], userId: number | undefined): string | undefined {
	const chosen = env['XDG_CACHE_HOME'];
	// The XDG specification says that a relative path is to be ignored.
	const root = chosen !== undefined && isAbsolute(chosen) ? chosen : env['HOME'] || homedir();
	if (!isOnlyOurs(root, userId)) return undefined;
	const path = root === chosen ? ['parley'] : ['.cache', 'parley'];
	let folder = root;
	for (const part of path) {
		folder = join(folder, part);
		makeFolder(folder);
		if (!isOnlyOurs(folder, userId)) return undefined;
	}
	return folder;
}

function isOnlyOurs(folder: string, userId: number | undefined): boolean {
	const {uid, mode} = statSync(folder);
	return uid === userId && (mode & 0o022) === 0;
}

/** What was kept of other builds: nobody will ask for it again. */
function removeOthers(folder: string, name: string): void {
	for (const other of readdirSync(folder)) if (other !== name) rmSync(join(folder, other), {recursive: true, force: true});
}
