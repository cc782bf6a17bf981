import type {Config} from '../config/schema.js';

/** What the three faces that live longer than a command are started with. */
export type Face = {
	/** Read when the face is started: help must work with a broken configuration. */
	readonly config: () => Config;
	/** Aborted by the first Ctrl-C or SIGTERM. */
	readonly signal: AbortSignal;
	/** Gives the signals back: the console handles them itself. */
	readonly release: () => void;
};
