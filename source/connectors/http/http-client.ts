import type {ConnectorContext} from '../../core/connector.js';
import {AppError} from '../../errors/app-error.js';
import {createAttempts, type AttemptOptions} from './attempt.js';
import type {Credentials} from './authentication.js';
import {defaultCircuitPolicy, type CircuitPolicy} from './circuit-breaker.js';
import {createCircuitGate} from './circuit-gate.js';
import {toAppError, toWaitReason} from './describe-failure.js';
import {isRepeatable, type HttpAnswer, type HttpCall} from './http-call.js';
import {AttemptError, type HttpFailure} from './http-failure.js';
import {createRetryBudget} from './retry-budget.js';
import {decideRetry, isOutage} from './retry-decision.js';

export type HttpClientOptions = AttemptOptions & {
	readonly context: ConnectorContext;
	/** The connection options that the credentials come from, by name: what is to be set anew when they are refused. */
	readonly credentialOptions: readonly string[];
	readonly circuitPolicy?: CircuitPolicy;
	/** Attempts and the pauses between them may take this long together, in ms; waiting for the rate limit does not count. */
	readonly totalDeadlineMs?: number;
	/** [0, 1), for the jitter. */
	readonly random?: () => number;
};

/** Sends calls to one system until they succeed or there is no sense in going on. Throws AppErrors, or the signal's reason. */
export type HttpClient = {
	readonly send: <Value>(call: HttpCall<Value>) => Promise<HttpAnswer<Value>>;
	readonly close: () => void;
};

export function createHttpClient(options: HttpClientOptions): HttpClient {
	const {context, authentication, credentialOptions, circuitPolicy = defaultCircuitPolicy, totalDeadlineMs = 900_000, random = Math.random} = options;
	const {system, clock} = context;
	const attempts = createAttempts(options);
	const gate = createCircuitGate(context, circuitPolicy);
	const budget = createRetryBudget();
	/** After a 401 that no new credentials cured this client is silent: each further try with the same keys is a step towards a locked account. */
	let refused: AppError | undefined;

	function explain(failure: HttpFailure, call: HttpCall<unknown>, count: number, cause: unknown): AppError {
		const {origin} = new URL(system.apiBaseUrl);
		const error = toAppError(failure, {systemName: system.systemName, origin, purpose: call.purpose, isRepeatable: isRepeatable(call), attempts: count, credentialOptions}, cause);
		return silence(error);
	}

	function silence(error: AppError): AppError {
		if (error.code === 'EXTERNAL_AUTHENTICATION_FAILED') refused = error;
		return error;
	}

	/** What signing in threw is told as it is: it names itself. */
	async function sign(ask: () => Promise<Credentials>): Promise<Credentials> {
		try {
			return await ask();
		} catch (error) {
			throw error instanceof AppError ? silence(error) : error;
		}
	}

	/** How long to wait before the next attempt; undefined when there shall be none. */
	async function planRetry(failure: HttpFailure, call: HttpCall<unknown>, attempt: number, spentMs: number): Promise<number | undefined> {
		const decision = decideRetry({failure, attempt, isRepeatable: isRepeatable(call), policy: system.retry, random});
		if (decision.isPause) await context.pauseUntil(new Date(clock.now().getTime() + decision.delayMs));
		if (!decision.isRetry || spentMs + decision.delayMs > totalDeadlineMs) return undefined;
		// After a pause that was asked for, a retry is no extra load.
		return decision.isPause || budget.spend() ? decision.delayMs : undefined;
	}

	return {
		async send(call) {
			budget.earn();
			let spentMs = 0;
			let isRenewed = false;
			const request = {signal: call.signal, isForced: call.isForced ?? false};
			for (let attempt = 1; ; attempt++) {
				if (refused !== undefined) throw refused;
				// Before the gate: signing in passes it as well, and half open it lets one request through.
				const credentials = await sign(() => authentication.current(request));
				await gate.enter(request);
				await context.takeToken(call.signal);
				const startedMs = performance.now();
				try {
					const answer = await attempts.make(call, credentials, Math.max(totalDeadlineMs - spentMs, 1));
					await gate.report('up');
					return answer;
				} catch (error) {
					if (!(error instanceof AttemptError)) throw error;
					const {failure} = error;
					await gate.report(isOutage(failure) ? 'down' : 'up');
					const recovered = failure.kind === 'status' ? call.recover?.(failure) : undefined;
					if (recovered !== undefined) return {value: recovered, sentAt: clock.now()};
					spentMs += performance.now() - startedMs;
					const {renew} = authentication;
					// Refused before it took effect, so it may go again, whatever it is; once, because a second 401 is about us.
					if (failure.kind === 'status' && failure.status === 401 && renew !== undefined && !isRenewed) {
						isRenewed = true;
						await sign(() => renew(credentials, request));
						continue;
					}
					const delayMs = await planRetry(failure, call, attempt, spentMs);
					if (delayMs === undefined) throw explain(failure, call, attempt, error);
					context.logger.debug('A call failed and will be repeated', {system: system.systemName, purpose: call.purpose, attempt, delayMs, reason: error.message});
					context.onWait?.({until: new Date(clock.now().getTime() + delayMs), reason: toWaitReason(failure)});
					await clock.sleep(delayMs, call.signal);
					context.onWait?.(undefined);
					spentMs += delayMs;
				}
			}
		},
		close: attempts.close,
	};
}
