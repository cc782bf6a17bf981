import type {Logger} from '../core/logger.js';

/**
 * Keeps a forgotten promise from ending the daemon, and a closed log pipe too. An exception that nobody caught does end it,
 * told in the log as one masked line: what it left is unknown, and its jobs are taken over by others or after the restart.
 */
export function guardProcess(target: NodeJS.Process, logger: Logger): () => void {
	const onRejection = (reason: unknown): void => logger.error('A promise failed that nobody waited for: this is a bug', {error: reason});
	const onException = (error: Error): void => {
		logger.error('The daemon ends: something unexpected was thrown where nobody catches it. This is a bug', {error});
		target.exit(70);
	};
	const ignore = (): void => {}; // A reader that went away; the log says so itself when it can.
	target.on('unhandledRejection', onRejection);
	target.on('uncaughtException', onException);
	for (const stream of [target.stdout, target.stderr]) stream.on('error', ignore);
	return () => {
		target.off('unhandledRejection', onRejection);
		target.off('uncaughtException', onException);
		for (const stream of [target.stdout, target.stderr]) stream.off('error', ignore);
	};
}
