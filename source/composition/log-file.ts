import {openSync, renameSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {makeFolder} from '../core/process/make-folder.js';

/** A log that has grown beyond this is set aside when the next process opens it; one older log is kept. */
const maxBytes = 10 * 1024 * 1024;

export const logFileIn = (dataHome: string): string => join(dataHome, 'parley.log');

/** Opens the log in the data folder for appending, readable by its owner only. Undefined when that is not possible: no log is no reason to stop. */
export function openLogFile(dataHome: string): number | undefined {
	const path = logFileIn(dataHome);
	try {
		makeFolder(dataHome);
		if ((statSync(path, {throwIfNoEntry: false})?.size ?? 0) > maxBytes) renameSync(path, `${path}.1`);
		return openSync(path, 'a', 0o600);
	} catch {
		// A full disk or a folder of somebody else: what is asked for may work all the same.
		return undefined;
	}
}
