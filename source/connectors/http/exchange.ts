import type {KyInstance} from 'ky';
import type {ConnectorContext} from '../../core/connector.js';
import type {JsonValue} from '../../core/json.js';
import type {Mask} from '../../core/text/mask.js';
import {defaultBodyLimits, type BodyLimits} from './body-meter.js';
import {checkAnswer} from './check-answer.js';
import type {HttpCall} from './http-call.js';
import {loadKy} from './load-ky.js';
import type {Transport} from './transport.js';

export type ExchangeOptions = {
	readonly context: Pick<ConnectorContext, 'system' | 'clock'>;
	readonly transport: Transport;
	readonly userAgent: string;
	/** How long the first byte of an answer may take, in ms. */
	readonly headersTimeoutMs: number;
	readonly bodyLimits: Partial<BodyLimits>;
	/** Over what a failure quotes of an answer. */
	readonly mask: Mask;
};

/** What an exchange has come to so far: whoever keeps a record of it wants to know however it ends. */
export type Progress = {request: Request | undefined; response: Response | undefined; log: JsonValue | undefined};

type Sending = {readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal; readonly progress: Progress};

/** Sends a request, and reads its answer to the end. Throws AttemptError for an answer that is of no use, and else what ky, the socket or the signal threw. */
export type Exchange = <Value>(call: HttpCall<Value>, sending: Sending) => Promise<Value>;

export function createExchange({context: {system, clock}, transport, userAgent, headersTimeoutMs, bodyLimits, mask}: ExchangeOptions): Exchange {
	let api: KyInstance | undefined;
	const openApi = async (): Promise<KyInstance> => (await loadKy()).default.create({
		prefix: system.apiBaseUrl,
		headers: {accept: 'application/json, */*;q=0.5', 'user-agent': userAgent},
		timeout: headersTimeoutMs,
		// Parley repeats calls itself: ky would not repeat one whose body broke off, nor ask the rate limit again.
		retry: 0,
		throwHttpErrors: false,
		redirect: 'manual',
	});
	return async ({method, path, search, json, reader}, {headers, signal, progress}) => {
		const limits = {...defaultBodyLimits, maxDecodedBytes: reader.maxBytes, ...bodyLimits};
		api ??= await openApi();
		const response = await api(path, {
			method,
			headers,
			signal,
			...(search !== undefined && {searchParams: search}),
			...(json !== undefined && {json}),
			fetch: async input => {
				progress.request = input instanceof Request ? input : new Request(input);
				return transport.fetch({request: progress.request, signal, limits});
			},
		});
		progress.response = response;
		await checkAnswer(response, {mediaTypes: reader.mediaTypes, mask, now: clock.now()});
		const {value, log} = await reader.read(response.body ?? emptyBody());
		progress.log = log;
		return value;
	};
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
