import type {Logger} from '../core/process/logger.js';
import type {Config} from '../config/schema.js';
import {createLogger} from '../logging/create-logger.js';
import {logFileIn, openLogFile} from './log-file.js';
import {version} from './version.js';

export type ProcessRole = {
	/** "console", "daemon", a command's name: shown in pg_stat_activity and in each log line. */
	readonly name: string;
	/** The daemon logs to stderr, where its supervisor reads; whoever has a terminal in front logs to a file. */
	readonly logsTo: 'stderr' | 'file';
};

export type ProcessLogger = {
	readonly create: (secrets: () => readonly string[]) => Logger;
	/** The log's path, for a person to look at; undefined when it goes elsewhere, or could not be opened. */
	readonly place: () => string | undefined;
};

export function createProcessLogger(config: Config, {name, logsTo}: ProcessRole): ProcessLogger {
	let place = logsTo === 'file' ? logFileIn(config.dataHome) : undefined;
	const openFile = (): number | undefined => {
		const fileDescriptor = openLogFile(config.dataHome);
		if (fileDescriptor === undefined) place = undefined;
		return fileDescriptor;
	};
	return {
		place: () => place,
		create: secrets => createLogger({level: config.logLevel, secrets, facts: {version, process: name}, ...(logsTo === 'file' ? {openFile} : {})}),
	};
}
