import {mkdirSync, statSync} from 'node:fs';
import {dirname} from 'node:path';

/**
 * Makes a folder and what is missing above it, all 0700; gives the highest one that it made, undefined when all were
 * there. Node's own `recursive` never ends where the parent is there and yet nothing can be made in it, as in /proc.
 */
export function makeFolder(folder: string): string | undefined {
	if (isFolder(folder)) return undefined;
	const parent = dirname(folder);
	const highestMade = parent === folder ? undefined : makeFolder(parent);
	try {
		mkdirSync(folder, {mode: 0o700});
	} catch (error) {
		// Another process was faster.
		if (!isFolder(folder)) throw error;
		return highestMade;
	}
	return highestMade ?? folder;
}

/** A file in its place, or above it, is no folder either: making one there then says what is wrong. */
const isFolder = (path: string): boolean => {
	try {
		return statSync(path).isDirectory();
	} catch {
		return false; // Not there, or not to be seen.
	}
};
