import type {ApiCall} from '../../core/connector.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {Mask} from '../../core/text/mask.js';

const keptRequestHeaders = ['accept', 'content-type', 'user-agent'];
/** Their presence is worth knowing; their value is never kept. */
const secretRequestHeaders = ['authorization', 'cookie', 'proxy-authorization', 'x-api-key', 'x-apikeys', 'api-key', 'user-uid', 'x-cookie'];
const keptResponseHeaders = ['content-encoding', 'content-length', 'content-type', 'date', 'retry-after', 'server', 'x-gateway-site-id', 'x-request-id', 'x-request-uuid'];
const longestEndpoint = 500;

export type CallFacts = {
	readonly request: Request;
	readonly requestBody: JsonValue | undefined;
	readonly response: Response | undefined;
	readonly responseBody: JsonValue | undefined;
	readonly error: string | undefined;
	readonly calledAt: Date;
	readonly responseTimeMs: number;
};

/** What is kept of one call: headers from a list of harmless ones, and no secret in any text. */
export function toApiCall(facts: CallFacts, mask: Mask): ApiCall {
	const {request, response} = facts;
	const url = new URL(request.url);
	const userAgent = request.headers.get('user-agent');
	return {
		method: request.method,
		endpoint: mask(url.pathname + url.search).slice(0, longestEndpoint),
		requestHeaders: {...pickHeaders(request.headers, keptRequestHeaders, mask), ...maskHeaders(request.headers)},
		...(facts.requestBody !== undefined && {requestBody: maskJson(facts.requestBody, mask)}),
		...(response !== undefined && {responseStatus: response.status, responseHeaders: pickHeaders(response.headers, keptResponseHeaders, mask)}),
		...(facts.responseBody !== undefined && {responseBody: maskJson(facts.responseBody, mask)}),
		responseTimeMs: Math.round(facts.responseTimeMs),
		...(facts.error !== undefined && {errorMessage: mask(facts.error)}),
		calledAt: facts.calledAt,
		...(userAgent !== null && {userAgent}),
	};
}

function maskJson(value: JsonValue, mask: Mask): JsonValue {
	const text = JSON.stringify(value);
	const masked = mask(text);
	if (masked === text) return value;
	try {
		return JSON.parse(masked) as JsonValue;
	} catch {
		return masked; // The secret had quotes of its own; as text it is kept as well.
	}
}

function pickHeaders(headers: Headers, names: readonly string[], mask: Mask): JsonObject {
	const present = names.flatMap(name => {
		const value = headers.get(name);
		return value === null ? [] : [[name, mask(value)] as const];
	});
	return Object.fromEntries(present);
}

const maskHeaders = (headers: Headers): JsonObject => Object.fromEntries(secretRequestHeaders.filter(name => headers.has(name)).map(name => [name, '***']));
