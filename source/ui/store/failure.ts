import {AppError} from '../../errors/app-error.js';
import type {ErrorCode} from '../../errors/codes.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {safe} from '../text/safe.js';

/** Something that did not work, as a person is told of it. */
export type Failure = {
	/** Undefined: a bug. */
	readonly code: ErrorCode | undefined;
	readonly message: SafeText;
	readonly nextStep: SafeText;
	/** Trying again by itself may help. */
	readonly isRetryable: boolean;
};

export function toFailure(error: unknown): Failure {
	if (error instanceof AppError) {
		return {
			code: error.code,
			message: safe(error.message),
			nextStep: safe(error.nextStep),
			isRetryable: error.isRetryable || error.code === 'DATABASE_UNREACHABLE',
		};
	}
	const message = error instanceof Error ? error.message : String(error);
	return {code: undefined, message: safe(`This is a bug in Parley: ${message}`), nextStep: safe('Report it with what you did just before; the log has the details.'), isRetryable: false};
}
