import type {LogLevel, ThemeName} from './schema.js';

/** Every default in one place. A setting without a default is absent until someone gives it. */
export const defaults = {
	/** Enough to follow what ran and why it failed, without a line for each page. */
	logLevel: 'info' as LogLevel,
	/** People may decide conflicts and start syncs unless this is asked for. */
	readOnly: false,
	/** Readable on any background. */
	theme: 'ansi' as ThemeName,
	screenReader: false,
	/** What POSIX systems have when neither VISUAL nor EDITOR says otherwise. */
	editor: 'vi',
	/** When PAGER says nothing. */
	pager: 'less',
	/** Below the person's home when XDG_DATA_HOME is not set, as the XDG base directory specification says. */
	dataHome: '.local/share',
	/** Below the person's home when XDG_CONFIG_HOME is not set. */
	configHome: '.config',
} as const;
