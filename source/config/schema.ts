import {isAbsolute} from 'node:path';
import {Secret} from '../core/process/secret.js';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** How the console looks: colours of the terminal's own palette, as fits its background and its reader. */
export const themeNames = ['ansi', 'dark', 'light', 'safe', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

/** What Parley was told by the environment, the configuration file and the command line; made once per process. */
export type Config = {
	/** The PostgreSQL server to use. Undefined: the embedded one in `dataHome`. */
	readonly databaseUrl: Secret | undefined;
	/** Absolute; holds the embedded database and the logs of the console. Created by whoever writes first. */
	readonly dataHome: string;
	/** The label in the header: which installation this is. */
	readonly environment: string | undefined;
	/** The label says production: the header is red. */
	readonly isProduction: boolean;
	readonly logLevel: LogLevel;
	readonly isReadOnly: boolean;
	/** Where the configuration file was looked for, and whether it was there. */
	readonly file: {readonly path: string; readonly isPresent: boolean};
	/** What the terminal says of itself. */
	readonly terminal: {readonly isColorless: boolean; readonly name: string | undefined; readonly sshConnection: string | undefined; readonly multiplexer: 'tmux' | 'screen' | undefined};
	/** Who sees the console, and how. */
	readonly theme: ThemeName;
	/** The console is read aloud. */
	readonly isSpoken: boolean;
	/** Commands of the console's palette by the key that runs them. */
	readonly hotkeys: Readonly<Record<string, string>>;
	/** What a person has chosen for reading long texts and for editing. */
	readonly programs: {readonly editor: string; readonly pager: string};
	/** What systemd tells a service of type "notify". */
	readonly systemd: {readonly notifySocket: string | undefined; readonly watchdogMs: number | undefined};
};

/** The settings as they are given, before they become a `Config`. */
export type SettingValues = {
	readonly databaseUrl: Secret;
	readonly dataHome: string;
	readonly environment: string;
	readonly logLevel: LogLevel;
	readonly readOnly: boolean;
	readonly hotkeys: Readonly<Record<string, string>>;
	readonly theme: ThemeName;
	readonly screenReader: boolean;
};

export type SettingName = keyof SettingValues;

/** One setting: declared here once, for the environment, the file, the command line and docs/settings.md. */
export type Setting<Value> = {
	readonly variable: string;
	readonly help: string;
	/** As docs/settings.md shows it. */
	readonly defaultText: string;
	/** What a value must be, as a problem says it: "one of debug, info". */
	readonly expectation: string;
	/** Whether a wrong value may be repeated in an error. */
	readonly isSecret: boolean;
	/** The value, or undefined when the text is not what is expected. */
	readonly parse: (text: string) => Value | undefined;
};

const truths = ['1', 'true', 'yes', 'on'];
const falsehoods = ['0', 'false', 'no', 'off'];

const parseTruth = (text: string): boolean | undefined => (truths.includes(text.toLowerCase()) ? true : falsehoods.includes(text.toLowerCase()) ? false : undefined);

/** libpq takes "user@/database" for the default host; the URL parser does not. */
const isDatabaseUrl = (text: string): boolean => /^postgres(ql)?:\/\/\S*$/.test(text) && URL.canParse(text.replace('@/', '@localhost/'));

function parseHotkeys(text: string): Readonly<Record<string, string>> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		const entries = isObject ? Object.entries(value).filter((entry): entry is [string, string] => /^\S+$/.test(entry[0]) && typeof entry[1] === 'string' && entry[1].trim() !== '') : [];
		return isObject && entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
	} catch {
		return undefined; // No JSON is no object either.
	}
}

export const settings: {readonly [Name in SettingName]: Setting<SettingValues[Name]>} = {
	databaseUrl: {
		variable: 'DATABASE_URL',
		help: 'The PostgreSQL server (14 or newer) to use. Without it, Parley starts its own in its data folder.',
		defaultText: 'none: the embedded database',
		expectation: 'a postgresql:// URL',
		isSecret: true,
		// A user without a host ("sam@/parley?host=/run/postgresql") is how libpq names a socket; URL alone refuses it.
		parse: text => (isDatabaseUrl(text) ? new Secret(text) : undefined),
	},
	dataHome: {
		variable: 'PARLEY_DATA_HOME',
		help: 'The folder of the embedded database and of the log that the console writes.',
		defaultText: '$XDG_DATA_HOME/parley, else ~/.local/share/parley',
		expectation: 'an absolute path',
		isSecret: false,
		parse: text => (isAbsolute(text) ? text : undefined),
	},
	environment: {
		variable: 'PARLEY_ENVIRONMENT',
		help: 'The label in the header of every screen. "production" and "prod", in any case, make it red.',
		defaultText: 'none',
		expectation: 'a label of at most 24 characters',
		isSecret: false,
		parse: text => (text.length <= 24 ? text : undefined),
	},
	logLevel: {
		variable: 'PARLEY_LOG_LEVEL',
		help: 'The least important lines that are logged: debug, info, warn or error.',
		defaultText: 'info',
		expectation: `one of ${logLevels.join(', ')}`,
		isSecret: false,
		parse: text => logLevels.find(level => level === text.toLowerCase()),
	},
	readOnly: {
		variable: 'PARLEY_READ_ONLY',
		help: 'Refuses everything that modifies: Parley only looks.',
		defaultText: 'false',
		expectation: `one of ${[...truths, ...falsehoods].join(', ')}`,
		isSecret: false,
		parse: parseTruth,
	},
	theme: {
		variable: 'PARLEY_THEME',
		help: 'Colours of the console: ansi for any background, dark or light for one, safe for red-green colour blindness, mono for none.',
		defaultText: 'ansi',
		expectation: `one of ${themeNames.join(', ')}`,
		isSecret: false,
		parse: text => themeNames.find(name => name === text.toLowerCase()),
	},
	screenReader: {
		variable: 'PARLEY_SCREEN_READER',
		help: 'The console prints lines that say what is new, and draws no screen.',
		defaultText: 'false',
		expectation: `one of ${[...truths, ...falsehoods].join(', ')}`,
		isSecret: false,
		parse: parseTruth,
	},
	hotkeys: {
		variable: 'PARLEY_HOTKEYS',
		help: 'Keys of your own for commands of the console\'s palette, such as f5, ctrl-t or alt-p. A key that the screen uses keeps its meaning.',
		defaultText: 'none',
		expectation: 'an object of keys and commands, such as {"f5": "sync Tenable.io"}',
		isSecret: false,
		parse: parseHotkeys,
	},
};

export const settingNames = Object.keys(settings) as readonly SettingName[];
