import {mkdirSync, openSync, renameSync, statSync} from 'node:fs';
import {join} from 'node:path';

/** A log that has grown beyond this is set aside when the next process opens it; one older log is kept. */
const maxBytes = 10 * 1024 * 1024;

export type LogFile = {readonly path: string; readonly fileDescriptor: number};

/** Opens `parley.log` in the data folder for appending, readable by its owner only. Undefined when that is not possible: no log is no reason to stop. */
export function openLogFile(dataHome: string): LogFile | undefined {
	const path = join(dataHome, 'parley.log');
	try {
		mkdirSync(dataHome, {recursive: true, mode: 0o700});
		if ((statSync(path, {throwIfNoEntry: false})?.size ?? 0) > maxBytes) renameSync(path, `${path}.1`);
		return {path, fileDescriptor: openSync(path, 'a', 0o600)};
	} catch {
		// A full disk or a folder of somebody else: what is asked for may work all the same.
		return undefined;
	}
}
