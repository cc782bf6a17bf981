import {Refused, json, type Answer} from '../../http/answer.js';

const messages: Readonly<Record<number, string>> = {
	400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 405: 'Method Not Allowed', 411: 'Length Required', 490: 'API Rule Failed', 500: 'Internal Server Error',
};

/** `{"meta": {"code": 200}, "data": …}` */
export const envelope = (data: unknown): Answer => json({meta: {code: 200}, data});

/** `{"meta": {"code", "errorMessage"}}`; a 404 alone has no `meta`. */
export function failure(status: number, message = messages[status] ?? 'Error'): Answer {
	const body = {code: status, errorMessage: message};
	return json(status === 404 ? body : {meta: body}, status);
}

/** What an error status that was asked for looks like. */
export function faultAnswer(status: number, retryAfter: string | undefined): Answer {
	const answer = failure(status);
	return retryAfter === undefined ? answer : {...answer, headers: {...answer.headers, 'retry-after': retryAfter}};
}

export function refuse(status: number, message?: string): never {
	throw new Refused(failure(status, message));
}

/** One item of the answer to a write. */
export type ItemResult = {readonly success: boolean; readonly errors: readonly string[] | null} & Readonly<Record<string, unknown>>;
