import type {ComposedProcess} from '../composition/compose-process.js';
import type {ProcessRole} from '../composition/process-logger.js';
import type {Actor} from '../core/actor.js';
import type {Config} from '../config/schema.js';

/** What the three faces that live longer than a command are started with. */
export type Face = {
	/** Read when the face is started: help must work with a broken configuration. */
	readonly config: () => Config;
	readonly compose: (config: Config, role: ProcessRole & {readonly actor?: Actor}) => Promise<ComposedProcess>;
	/** Aborted by the first Ctrl-C, SIGTERM or lost connection. */
	readonly signal: AbortSignal;
	/** Gives the signals back: the console handles them itself. */
	readonly release: () => void;
};
