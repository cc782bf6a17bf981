import {format} from 'node:util';
import type {Logger} from '../core/process/logger.js';

const methods = ['log', 'info', 'debug', 'warn', 'error'] as const;

/** What libraries print becomes log lines: nothing but Parley itself writes to the terminal. Gives the way back. */
export function replacePrinting(printer: Console, logger: Logger): () => void {
	const before = methods.map(method => [method, printer[method]] as const);
	for (const method of methods) {
		const severity = method === 'log' ? 'info' : method;
		printer[method] = (...values: unknown[]) => logger[severity]('A library printed something', {text: format(...values)});
	}
	return () => {
		for (const [method, print] of before) printer[method] = print;
	};
}
