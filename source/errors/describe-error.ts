import {AppError} from './app-error.js';
import {isAbort} from './exit-code.js';

export type ToldError = {
	/** A code of errors/codes.ts, or `BUG`, or `INTERRUPTED`. */
	readonly code: string;
	readonly message: string;
	readonly nextStep: string;
};

/** An error as facts for a person: what failed, and what to do now. `logPlace` says where the stack of a bug was kept. */
export function tellError(error: unknown, logPlace?: string): ToldError {
	if (error instanceof AppError) return {code: error.code, message: error.message, nextStep: error.nextStep};
	if (isAbort(error)) return {code: 'INTERRUPTED', message: 'Interrupted.', nextStep: 'What was finished stays; run the same again to go on.'};
	const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	return {
		code: 'BUG',
		message: `This is a bug in Parley: ${what}`,
		nextStep: logPlace === undefined ? 'Run the same with PARLEY_LOG_LEVEL=debug and report what it prints.' : `Report it with the end of ${logPlace}.`,
	};
}

/**
 * The lines that tell an error on a terminal. Its texts may hold text from outside: whoever prints them makes them inert.
 * A message of several sentences on lines of their own keeps them.
 */
export function describeError(error: unknown, logPlace?: string): readonly string[] {
	const {code, message, nextStep} = tellError(error, logPlace);
	const [first = '', ...more] = message.split('\n');
	return [`✖ ${first}`, ...more.map(line => `  ${line}`), ...(code === 'INTERRUPTED' ? [`  ${nextStep}`] : [`  Next: ${nextStep}`])];
}
