import type {KyInstance} from 'ky';
import type {ConnectorContext} from '../../core/connector.js';
import type {JsonValue} from '../../core/json.js';
import type {Authentication, Credentials} from './authentication.js';
import {defaultBodyLimits, type BodyLimits} from './body-meter.js';
import {toSample} from './body-sample.js';
import {toApiCall} from './call-record.js';
import type {HttpAnswer, HttpCall} from './http-call.js';
import {AttemptError, type HttpFailure} from './http-failure.js';
import {toNetworkFailure} from './network-failure.js';
import {parseJson} from './parse-json.js';
import {parseHttpDate, parseRetryAfter} from './retry-after.js';
import {createMask} from '../../core/text/mask.js';
import type {Transport} from './transport.js';

export type AttemptOptions = {
	readonly context: ConnectorContext;
	readonly transport: Transport;
	readonly authentication: Authentication;
	readonly userAgent: string;
	/** How long the first byte of an answer may take, in ms. */
	readonly headersTimeoutMs?: number;
	/** How long one attempt may take to its last byte, in ms. */
	readonly attemptDeadlineMs?: number;
	readonly bodyLimits?: Partial<BodyLimits>;
};

export type Attempts = {
	/** Sends the call once, as whom the credentials say, within `deadlineMs` at most, and keeps a record of it. Throws AttemptError, or the signal's reason. */
	readonly make: <Value>(call: HttpCall<Value>, credentials: Credentials, deadlineMs: number) => Promise<HttpAnswer<Value>>;
	readonly close: () => void;
};

const errorBodyBytes = 64 * 1024;

/** With the first call: it brings all of Node's HTTP client along, and a process that makes no calls starts without. */
const loadKy = () => import('ky');

/** What one attempt has come to so far, for its record. */
type Progress = {request: Request | undefined; response: Response | undefined; log: JsonValue | undefined};

export function createAttempts(options: AttemptOptions): Attempts {
	const {context, transport, headersTimeoutMs = 30_000, attemptDeadlineMs = 300_000} = options;
	const mask = createMask(options.authentication.secrets);
	let api: KyInstance | undefined;
	const openApi = async (): Promise<KyInstance> => (await loadKy()).default.create({
		prefix: context.system.apiBaseUrl,
		headers: {accept: 'application/json, */*;q=0.5', 'user-agent': options.userAgent},
		timeout: headersTimeoutMs,
		// Parley repeats calls itself: ky would not repeat one whose body broke off, nor ask the rate limit again.
		retry: 0,
		throwHttpErrors: false,
		redirect: 'manual',
	});

	async function exchange<Value>(call: HttpCall<Value>, {headers}: Credentials, signal: AbortSignal, progress: Progress): Promise<Value> {
		const limits = {...defaultBodyLimits, maxDecodedBytes: call.reader.maxBytes, ...options.bodyLimits};
		api ??= await openApi();
		const response = await api(call.path, {
			method: call.method,
			headers,
			signal,
			...(call.search !== undefined && {searchParams: call.search}),
			...(call.json !== undefined && {json: call.json}),
			fetch: async input => {
				progress.request = input instanceof Request ? input : new Request(input);
				return transport.fetch({request: progress.request, signal, limits});
			},
		});
		progress.response = response;
		if (!response.ok) throw await toStatusFailure(response);
		refuseMediaType(response, call.reader.mediaTypes);
		const {value, log} = await call.reader.read(response.body ?? emptyBody());
		progress.log = log;
		return value;
	}

	async function toStatusFailure(response: Response): Promise<AttemptError> {
		const text = mask(await readBeginning(response));
		const isJson = response.headers.get('content-type')?.includes('json') ?? false;
		const location = response.headers.get('location');
		return new AttemptError({
			kind: 'status',
			status: response.status,
			sample: toSample(text),
			json: isJson ? tryParse(text) : undefined,
			retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), response.headers.get('date'), context.clock.now()),
			location: location === null ? undefined : toSample(mask(location)),
		});
	}

	return {
		async make(call, credentials, deadlineMs) {
			const limitMs = Math.min(attemptDeadlineMs, deadlineMs);
			const deadline = AbortSignal.timeout(Math.max(Math.round(limitMs), 1));
			const progress: Progress = {request: undefined, response: undefined, log: undefined};
			const calledAt = context.clock.now();
			const startedMs = performance.now();
			let failed: unknown;
			try {
				const value = await exchange(call, credentials, AbortSignal.any([call.signal, deadline]), progress);
				return {value, sentAt: toSentAt(progress.response, calledAt, performance.now() - startedMs)};
			} catch (error) {
				failed = call.signal.aborted ? call.signal.reason : await toAttemptError(error, {headersTimeoutMs, deadlineMs: limitMs, isOver: deadline.aborted, hasResponse: progress.response !== undefined});
				throw failed;
			} finally {
				if (progress.request !== undefined) {
					const failure = failed instanceof AttemptError ? failed.failure : undefined;
					context.recordCall(toApiCall({
						request: progress.request,
						requestBody: call.json,
						response: progress.response,
						responseBody: failure?.kind === 'status' ? failure.json ?? failure.sample : progress.log,
						error: failed === undefined || failure?.kind === 'status' ? undefined : failed instanceof Error ? failed.message : 'cancelled',
						calledAt,
						responseTimeMs: performance.now() - startedMs,
					}, mask));
				}
			}
		},
		close: transport.close,
	};
}

type TimeFacts = {readonly headersTimeoutMs: number; readonly deadlineMs: number; readonly isOver: boolean; readonly hasResponse: boolean};

/** Everything that can go wrong on the way, as one kind of error; bugs stay what they are. */
async function toAttemptError(error: unknown, times: TimeFacts): Promise<unknown> {
	if (error instanceof AttemptError) return error;
	const timeout = (phase: 'headers' | 'body', ms: number): AttemptError =>
		new AttemptError({kind: 'timeout', phase, detail: `within ${Math.round(ms / 100) / 10} s`, wasSent: true}, error);
	const {isTimeoutError} = await loadKy();
	if (isTimeoutError(error)) return timeout('headers', times.headersTimeoutMs);
	if (times.isOver) return timeout(times.hasResponse ? 'body' : 'headers', times.deadlineMs);
	if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
	if (!error.code.startsWith('Z_') && !error.code.startsWith('ERR_BROTLI') && !error.code.startsWith('ERR__ERROR_FORMAT')) return new AttemptError(toNetworkFailure(error, true), error);
	return new AttemptError({kind: 'payload', problem: 'malformed', detail: `its body cannot be decompressed (${error.code})`, sample: ''}, error);
}

/** An answer of a type that nobody asked for is a login page or a proxy's notice: never "no records". */
function refuseMediaType(response: Response, accepted: readonly string[]): void {
	const header = response.headers.get('content-type');
	if (accepted.length === 0 || header === null) return;
	const type = header.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	if (accepted.includes(type) || (accepted.includes('application/json') && type.endsWith('+json'))) return;
	// What is left of it does not matter, and neither does how it ends.
	response.body?.cancel().catch(() => undefined);
	const failure: HttpFailure = {kind: 'payload', problem: 'content-type', detail: `with "${toSample(type)}" where ${accepted.join(' or ')} is due`, sample: ''};
	throw new AttemptError(failure);
}

/** The server's clock when the request left: its `Date` less the time that the answer took, and a second for rounding. */
function toSentAt(response: Response | undefined, calledAt: Date, elapsedMs: number): Date {
	const serverMs = parseHttpDate(response?.headers.get('date') ?? '');
	return serverMs === undefined ? calledAt : new Date(Math.floor(serverMs - elapsedMs - 1000));
}

async function readBeginning(response: Response): Promise<string> {
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	try {
		for await (const piece of response.body ?? emptyBody()) {
			pieces.push(piece);
			bytes += piece.length;
			if (bytes >= errorBodyBytes) break;
		}
	} catch {
		// The status is known; its explanation broke off. What came of it will do.
	}

	return Buffer.concat(pieces).toString('utf8');
}

function tryParse(text: string): JsonValue | undefined {
	try {
		return parseJson(text).value;
	} catch {
		return undefined; // Declared as JSON and is not: the sample shows it.
	}
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
