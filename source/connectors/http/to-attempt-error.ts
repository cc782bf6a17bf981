import {AttemptError} from './http-failure.js';
import {loadKy} from './load-ky.js';
import {toNetworkFailure} from './network-failure.js';

type TimeFacts = {readonly headersTimeoutMs: number; readonly deadlineMs: number; readonly isOver: boolean; readonly hasResponse: boolean};

const decompressionCodes = ['Z_', 'ERR_BROTLI', 'ERR__ERROR_FORMAT'];

/** Everything that can go wrong on the way, as one kind of error; bugs stay what they are. */
export async function toAttemptError(error: unknown, times: TimeFacts): Promise<unknown> {
	if (error instanceof AttemptError) return error;
	const timeout = (phase: 'headers' | 'body', ms: number): AttemptError =>
		new AttemptError({kind: 'timeout', phase, detail: `within ${Math.round(ms / 100) / 10} s`, wasSent: true}, error);
	const {isTimeoutError} = await loadKy();
	if (isTimeoutError(error)) return timeout('headers', times.headersTimeoutMs);
	if (times.isOver) return timeout(times.hasResponse ? 'body' : 'headers', times.deadlineMs);
	if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
	const {code} = error;
	if (!decompressionCodes.some(beginning => code.startsWith(beginning))) return new AttemptError(toNetworkFailure(error, true), error);
	return new AttemptError({kind: 'payload', problem: 'malformed', detail: `its body cannot be decompressed (${code})`, sample: ''}, error);
}
