import {AppError} from '../../errors/app-error.js';
import {isDataError} from '../../sync/inbound/is-data-error.js';

/** Why a verdict was not given, in one sentence. */
export const describeColumnRefusal = (refusal: Error): string => `Our column does not take the value: ${refusal.message}.`;

/** What a person is told whose typed value our table does not take; any other error comes back as it is. */
export function toColumnRefusal(error: unknown): unknown {
	if (!isDataError(error)) return error;
	return new AppError({
		code: 'VALUE_INVALID',
		message: `The column does not take this value: ${error.message}.`,
		nextStep: 'Give a shorter or smaller value, or one that no other record holds.',
		cause: error,
	});
}
