import type {ConnectorContext} from '../../core/connector.js';
import {createMask} from '../../core/text/mask.js';
import type {Authentication, Credentials} from './authentication.js';
import type {BodyLimits} from './body-meter.js';
import {toApiCall, type CallFacts} from './call-record.js';
import {createExchange, type Progress} from './exchange.js';
import type {HttpAnswer, HttpCall} from './http-call.js';
import {AttemptError} from './http-failure.js';
import {parseHttpDate} from './retry-after.js';
import {toAttemptError} from './to-attempt-error.js';
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

export function createAttempts(options: AttemptOptions): Attempts {
	const {context, transport, userAgent, headersTimeoutMs = 30_000, attemptDeadlineMs = 300_000, bodyLimits = {}} = options;
	const mask = createMask(options.authentication.secrets);
	const exchange = createExchange({context, transport, userAgent, headersTimeoutMs, bodyLimits, mask});
	return {
		async make(call, {headers}, longestMs) {
			const deadlineMs = Math.min(attemptDeadlineMs, longestMs);
			const deadline = AbortSignal.timeout(Math.max(Math.round(deadlineMs), 1));
			const progress: Progress = {request: undefined, response: undefined, log: undefined};
			const calledAt = context.clock.now();
			const startedMs = performance.now();
			let failed: unknown;
			try {
				const value = await exchange(call, {headers, signal: AbortSignal.any([call.signal, deadline]), progress});
				return {value, sentAt: toSentAt(progress.response, calledAt, performance.now() - startedMs)};
			} catch (error) {
				failed = call.signal.aborted ? call.signal.reason
					: await toAttemptError(error, {headersTimeoutMs, deadlineMs, isOver: deadline.aborted, hasResponse: progress.response !== undefined});
				throw failed;
			} finally {
				const {request, response} = progress;
				if (request !== undefined) {
					context.recordCall(toApiCall({request, requestBody: call.json, response, ...toEnd(failed, progress), calledAt, responseTimeMs: performance.now() - startedMs}, mask));
				}
			}
		},
		close: transport.close,
	};
}

/** How it ended, for the record: what an error status says of itself is its answer, and no error of the call. */
function toEnd(failed: unknown, {log}: Progress): Pick<CallFacts, 'responseBody' | 'error'> {
	if (failed === undefined) return {responseBody: log, error: undefined};
	const failure = failed instanceof AttemptError ? failed.failure : undefined;
	if (failure?.kind === 'status') return {responseBody: failure.json ?? failure.sample, error: undefined};
	return {responseBody: log, error: failed instanceof Error ? failed.message : 'cancelled'};
}

/** The server's clock when the request left: its `Date` less the time that the answer took, and a second for rounding. */
function toSentAt(response: Response | undefined, calledAt: Date, elapsedMs: number): Date {
	const serverMs = parseHttpDate(response?.headers.get('date') ?? '');
	return serverMs === undefined ? calledAt : new Date(Math.floor(serverMs - elapsedMs - 1000));
}
