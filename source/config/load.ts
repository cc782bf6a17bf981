import {readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';
import {AppError} from '../errors/app-error.js';
import {collectSettings, type ConfigFile, type Environment, type Overrides} from './collect-settings.js';
import {defaults} from './defaults.js';
import type {Config} from './schema.js';

export type ConfigSources = {
	readonly env: Environment;
	/** From the command line; they win over everything. */
	readonly overrides?: Overrides;
	/** The text of a file, or undefined when there is none. */
	readonly readFile?: (path: string) => string | undefined;
	/** Used when HOME is not set. */
	readonly home?: string;
};

/**
 * Reads every setting, from the command line over the environment over the configuration file over the defaults.
 * Throws CONFIG_INVALID with all problems at once. Nothing else in Parley reads the environment or configuration files.
 */
export function loadConfig({env, overrides = {}, readFile = readTextFile, home}: ConfigSources): Config {
	const homeFolder = nonEmpty(env['HOME']) ?? home ?? homedir();
	const file = readConfigFile(join(xdgFolder(env['XDG_CONFIG_HOME'], homeFolder, defaults.configHome), 'config.json'), readFile);
	const {values, problems} = collectSettings({env, overrides, file});
	if (problems.length > 0) throw invalid(problems);
	return {
		databaseUrl: values.databaseUrl,
		dataHome: values.dataHome ?? xdgFolder(env['XDG_DATA_HOME'], homeFolder, defaults.dataHome),
		environment: values.environment,
		isProduction: /^prod(uction)?$/i.test(values.environment ?? ''),
		logLevel: values.logLevel ?? defaults.logLevel,
		isReadOnly: values.readOnly ?? defaults.readOnly,
		theme: values.theme ?? defaults.theme,
		isSpoken: values.screenReader ?? defaults.screenReader,
		file: {path: file.path, isPresent: file.text !== undefined},
		terminal: {
			isColorless: nonEmpty(env['NO_COLOR']) !== undefined,
			name: nonEmpty(env['TERM']),
			sshConnection: nonEmpty(env['SSH_CONNECTION']),
			multiplexer: nonEmpty(env['TMUX']) !== undefined ? 'tmux' : nonEmpty(env['STY']) !== undefined ? 'screen' : undefined,
		},
		hotkeys: values.hotkeys ?? {},
		programs: {editor: nonEmpty(env['VISUAL']) ?? nonEmpty(env['EDITOR']) ?? defaults.editor, pager: nonEmpty(env['PAGER']) ?? defaults.pager},
		systemd: {notifySocket: nonEmpty(env['NOTIFY_SOCKET']), watchdogMs: watchdogMs(env)},
	};
}

function readConfigFile(path: string, readFile: (path: string) => string | undefined): ConfigFile {
	try {
		return {path, text: readFile(path)};
	} catch (error) {
		return {path, text: undefined, problem: `${path} cannot be read (${error instanceof Error ? error.message : String(error)})`};
	}
}

function readTextFile(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		throw error;
	}
}

/** The XDG specification says that a relative path is to be ignored. */
function xdgFolder(variable: string | undefined, home: string, fallback: string): string {
	return join(variable !== undefined && isAbsolute(variable) ? variable : join(home, fallback), 'parley');
}

/** systemd sets WATCHDOG_PID when the watchdog is meant for one process of the service only. */
function watchdogMs(env: Environment): number | undefined {
	const microseconds = Number(env['WATCHDOG_USEC']);
	const isForUs = env['WATCHDOG_PID'] === undefined || env['WATCHDOG_PID'] === String(process.pid);
	return isForUs && microseconds > 0 ? microseconds / 1000 : undefined;
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

const invalid = (problems: readonly string[]): AppError => new AppError({
	code: 'CONFIG_INVALID',
	message: problems.length === 1 ? `The configuration has a problem: ${problems.join()}.` : `The configuration has ${problems.length} problems: ${problems.join('; ')}.`,
	nextStep: 'Correct what is named; docs/settings.md lists every setting and what it may be.',
});
