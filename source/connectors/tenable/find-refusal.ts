import {AppError} from '../../errors/app-error.js';
import {findHttpFailure} from '../http/http-failure.js';

/** Tenable's reason when it refused the request itself; undefined when anything else went wrong. */
export function findRefusal(error: unknown): string | undefined {
	const failure = findHttpFailure(error);
	if (!(error instanceof AppError) || failure?.kind !== 'status') return undefined;
	const isAboutThis = failure.status === 400 || failure.status === 422 || (failure.status === 403 && /assignment rules/i.test(failure.sample));
	return isAboutThis ? error.message : undefined;
}
