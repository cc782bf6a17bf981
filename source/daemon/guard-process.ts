import type {Logger} from '../core/process/logger.js';
import {replacePrinting} from '../logging/replace-printing.js';

/**
 * Makes the log the only thing that the process writes, and keeps it alive where that is safe. A promise that nobody
 * waited for is told and survived, a closed log pipe too. An exception that nobody caught ends the process, told as one
 * masked line: what it left behind is unknown, and its jobs are taken over by others or after the restart. What libraries
 * print, and Node's own warnings, become log lines.
 */
export function guardProcess(target: NodeJS.Process, printer: Console, logger: Logger): () => void {
	const undo = [
		replacePrinting(printer, logger),
		listen(target, 'unhandledRejection', (reason: unknown) => logger.error('A promise failed that nobody waited for: this is a bug', {error: reason})),
		listen(target, 'uncaughtException', (error: unknown) => {
			logger.error('The daemon ends: something unexpected was thrown where nobody catches it. This is a bug', {error});
			target.exit(70);
		}),
		replaceListeners(target, 'warning', (warning: unknown) => logger.warn('Node warns', {error: warning})),
		// A reader that went away; the log counts what it could not write.
		...[target.stdout, target.stderr].map(stream => listen(stream, 'error', () => {})),
	];
	return () => {
		for (const one of undo) one();
	};
}

type Listener = (value: unknown) => void;
type Emitter = Pick<NodeJS.EventEmitter, 'on' | 'off' | 'rawListeners'>;

function listen(emitter: Emitter, event: string, listener: Listener): () => void {
	emitter.on(event, listener);
	return () => void emitter.off(event, listener);
}

/** Node's own listener prints; it comes back afterwards. */
function replaceListeners(emitter: Emitter, event: string, listener: Listener): () => void {
	const before = emitter.rawListeners(event) as Listener[]; // They take what the event gives.
	for (const one of before) emitter.off(event, one);
	const stop = listen(emitter, event, listener);
	return () => {
		stop();
		for (const one of before) emitter.on(event, one);
	};
}
