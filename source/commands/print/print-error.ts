import {toSafeText} from '../../core/text/safe-text.js';
import {describeError, tellError} from '../../errors/describe-error.js';
import {findWidth, toInertJson, type OutputStream} from './command-output.js';
import {wrapLine} from './wrap-line.js';

export type ErrorPlace = {
	readonly stderr: OutputStream;
	/** The command line asked for JSON: the error is told to a program too. */
	readonly isJson: boolean;
	/** Where the stack of a bug was kept. */
	readonly logPlace?: string;
};

/** Tells on stderr what failed and what to do now; stdout stays what it was asked to be. */
export function printError(error: unknown, {stderr, isJson, logPlace}: ErrorPlace): void {
	const width = findWidth(stderr);
	const lines = isJson ? [toInertJson({error: tellError(error, logPlace)})] : describeError(error, logPlace).flatMap(line => wrapLine(toSafeText(line), width));
	stderr.write(`${lines.join('\n')}\n`);
}

/** Whether a command line asks for JSON, also one that could not be understood. */
export function wantsJson(argv: readonly string[]): boolean {
	const end = argv.indexOf('--');
	return argv.slice(0, end === -1 ? undefined : end).includes('--json');
}
