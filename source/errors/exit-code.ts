import {AppError} from './app-error.js';
import {errorCodes} from './codes.js';

/** Ended by Ctrl-C, SIGTERM or a lost connection: 128 and the number of SIGINT, whichever it was. */
export const interruptedExitCode = 130;
/** Something that Parley did not expect: a bug. */
export const bugExitCode = 70;

/** What a command that ended with this error gives to its shell. */
export function exitCodeOf(error: unknown): number {
	if (error instanceof AppError) return errorCodes[error.code];
	return isAbort(error) ? interruptedExitCode : bugExitCode;
}

/** Whether work was given up because its signal was aborted. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
