import {json, Refused, type Answer} from '../../http/answer.js';

/**
 * Tenable has no single shape of errors: the gateway, the services, the tags and the exports each have their own. These
 * functions are that table; they give the answer or, where they start with `refuse`, throw it.
 */
const statusTexts: Readonly<Record<number, string>> = {
	400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict', 412: 'Precondition Failed', 413: 'Payload Too Large',
	500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
};

const defaultMessages: Readonly<Record<number, string>> = {
	401: 'Invalid credentials.',
	403: 'Insufficient scope',
	500: 'An internal server error occurred. Please wait a moment and try your request again.',
	502: 'Please wait a moment and try your request again.',
	503: 'Please wait a moment and try your request again.',
	504: 'Please wait a moment and try your request again.',
};

/** `{"statusCode", "error", "message"}` */
export function gatewayError(status: number, message?: string, validation?: {readonly source: 'params' | 'payload' | 'query'; readonly keys: readonly string[]}): Answer {
	const error = statusTexts[status] ?? 'Error';
	return json({statusCode: status, error, message: message ?? defaultMessages[status] ?? error, ...(validation === undefined ? {} : {validation})}, status);
}

/** `{"error"}` */
export const serviceError = (status: number, error: string): Answer => json({error}, status);

/** `{"status", "message"}` */
export const jobError = (status: number, message: string): Answer => json({status, message}, status);

export type PropertyProblem = {readonly property: string; readonly rule: 'duplicate' | 'not_found' | 'invalidvalue' | 'limit'; readonly message: string};

/** `{"errors": [{"property", "rule", "message"}], "error"}` */
export const propertyError = (...errors: readonly PropertyProblem[]): Answer =>
	json({errors, error: errors.map(({message}) => message).join(' ')}, 400);

/** nginx's own page, in HTML. */
export const tooManyRequests = (retryAfter: string | undefined): Answer => ({
	status: 429,
	headers: retryAfter === undefined ? {} : {'retry-after': retryAfter},
	body: {
		kind: 'text', contentType: 'text/html',
		text: '<html>\r\n<head><title>429 Too Many Requests</title></head>\r\n<body>\r\n<center><h1>429 Too Many Requests</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
	},
});

/** What an error status that was asked for looks like: 429 is nginx's, the others are the gateway's. */
export function faultAnswer(status: number, retryAfter: string | undefined): Answer {
	if (status === 429) return tooManyRequests(retryAfter);
	const answer = gatewayError(status);
	return retryAfter === undefined ? answer : {...answer, headers: {...answer.headers, 'retry-after': retryAfter}};
}

export const notFound = (): Answer => gatewayError(404, 'Not Found');

export function refuse(answer: Answer): never {
	throw new Refused(answer);
}

/** A payload that the gateway's validation turns away, with the key that is wrong. */
export function refusePayload(message: string, ...keys: readonly string[]): never {
	throw new Refused(gatewayError(400, message, {source: 'payload', keys}));
}
