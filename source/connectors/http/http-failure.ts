import type {JsonValue} from '../../core/json.js';

/** Why one attempt did not give what was asked for. */
export type HttpFailure =
	/** An answer with a status other than 2xx. `sample` is the beginning of its body, made inert and free of secrets. */
	| {readonly kind: 'status'; readonly status: number; readonly sample: string; readonly json: JsonValue | undefined; readonly retryAfterMs: number | undefined; readonly location: string | undefined}
	/** No answer. `wasSent`: the request may have reached the server, so it may have taken effect. */
	| {readonly kind: 'network'; readonly reason: NetworkReason; readonly code: string; readonly detail: string; readonly wasSent: boolean}
	| {readonly kind: 'timeout'; readonly phase: 'connecting' | 'headers' | 'body' | 'rate'; readonly detail: string; readonly wasSent: boolean}
	/** A 2xx whose body is not what its place promises. */
	| {readonly kind: 'payload'; readonly problem: PayloadProblem; readonly detail: string; readonly sample: string};

/** `untrusted`, `tls` and `refused-address` are for a person to put right; the others may pass by themselves. */
export type NetworkReason = 'unresolved' | 'refused' | 'unreachable' | 'broken' | 'proxy' | 'untrusted' | 'tls' | 'refused-address';

export const isForPerson = (reason: NetworkReason): boolean => reason === 'untrusted' || reason === 'tls' || reason === 'refused-address';

export type PayloadProblem = 'content-type' | 'empty' | 'malformed' | 'too-large' | 'compression-ratio' | 'encoding';

/** An attempt that failed; carried as the `cause` of the AppError that people see. */
export class AttemptError extends Error {
	override readonly name = 'AttemptError';
	readonly failure: HttpFailure;

	constructor(failure: HttpFailure, cause?: unknown) {
		super(failure.kind === 'status' ? `HTTP ${failure.status}` : `${failure.kind}: ${failure.detail}`, {cause});
		this.failure = failure;
	}
}

/** The HTTP failure behind an error that the client threw, if that is what it was. */
export function findHttpFailure(error: unknown): HttpFailure | undefined {
	if (error instanceof AttemptError) return error.failure;
	return error instanceof Error && error.cause !== undefined ? findHttpFailure(error.cause) : undefined;
}
