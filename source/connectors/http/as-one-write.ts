import {AppError} from '../../errors/app-error.js';
import {isQuestion, isRepeatable} from './http-call.js';
import type {HttpClient} from './http-client.js';

/**
 * One write that takes several requests. Each failure tells of its own request only: whatever fails once another may have
 * taken effect, be it a look afterwards, leaves the outcome of the whole unknown, and is thrown as that.
 */
export async function asOneWrite<Result>(http: HttpClient, work: (http: HttpClient) => Promise<Result>): Promise<Result> {
	let mayHaveEffect = false;
	const watched: HttpClient = {
		...http,
		async send(call) {
			if (isQuestion(call)) return http.send(call);
			const before = mayHaveEffect;
			mayHaveEffect = true;
			try {
				return await http.send(call);
			} catch (error) {
				// Of what may be repeated, that it can be tried again does not say that it had no effect.
				if (!isRepeatable(call) && error instanceof AppError && error.isRetryable) mayHaveEffect = before;
				throw error;
			}
		},
	};
	try {
		return await work(watched);
	} catch (error) {
		throw mayHaveEffect && error instanceof AppError && error.isRetryable ? outcomeUnknown(error) : error;
	}
}

const outcomeUnknown = (cause: AppError): AppError => new AppError({
	code: 'EXTERNAL_UNREACHABLE', isRetryable: false, cause,
	message: `${cause.message} Whether the write of which this was a part took effect is not known.`,
	nextStep: 'The record must be read back before anything is sent again. What was under way: parley operations list',
});
