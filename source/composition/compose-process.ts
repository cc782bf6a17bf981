import type {Actor} from '../core/actor.js';
import type {Config} from '../config/schema.js';
import {replacePrinting} from '../logging/replace-printing.js';
import {compose, type Composition} from '../compose.js';
import {boundHeap} from './bound-heap.js';
import {onlyLooking} from './only-looking.js';
import {createProcessLogger, type ProcessRole} from './process-logger.js';
import {version} from './version.js';

export type ComposedProcess = Composition & {readonly logPlace: string | undefined};

/** Composes this process with a logger that fits its role. */
export function composeProcess(config: Config, {actor, ...role}: ProcessRole & {readonly actor?: Actor}): ComposedProcess {
	boundHeap();
	const logger = createProcessLogger(config, role);
	const composition = compose({config, version, applicationName: `parley ${role.name}`, createLogger: logger.create, ...(actor === undefined ? {} : {actor})});
	// The daemon, which logs to stderr, guards more than this, and for longer.
	const printAgain = role.logsTo === 'file' ? replacePrinting(console, composition.logger) : () => {};
	return {
		...composition,
		get logPlace() {
			return logger.place();
		},
		databaseTools: async () => (config.isReadOnly ? onlyLooking(await composition.databaseTools()) : composition.databaseTools()),
		close: async () => {
			await composition.close();
			printAgain();
		},
	};
}
