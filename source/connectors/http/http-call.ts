import type {JsonValue} from '../../core/json.js';
import type {BodyReader} from './body-reader.js';
import type {HttpFailure} from './http-failure.js';

/** One thing to ask of a server. */
export type HttpCall<Value> = {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Below the base address, without a leading slash, each part already encoded. */
	readonly path: string;
	readonly search?: Readonly<Record<string, string | number>>;
	readonly json?: JsonValue;
	/** What it is for, after "could not": "start the asset export". */
	readonly purpose: string;
	readonly reader: BodyReader<Value>;
	readonly signal: AbortSignal;
	/** Whether twice is as good as once. By default every method is but POST and PATCH. */
	readonly isRepeatable?: boolean;
	/** Whether it only asks. By default a GET does. */
	readonly isQuestion?: boolean;
	/** A person's own test of the connection: goes even while the circuit is open. */
	readonly isForced?: boolean;
	/** An error status that is an answer after all. Undefined leaves it an error. */
	readonly recover?: (failure: StatusFailure) => Value | undefined;
};

export type StatusFailure = Extract<HttpFailure, {kind: 'status'}>;

export type HttpAnswer<Value> = {
	readonly value: Value;
	/** When the request left, by the server's clock, rounded down; by ours where it does not tell. Never later than the truth. */
	readonly sentAt: Date;
};

export const isRepeatable = (call: Pick<HttpCall<unknown>, 'method' | 'isRepeatable'>): boolean =>
	call.isRepeatable ?? (call.method !== 'POST' && call.method !== 'PATCH');

export const isQuestion = (call: Pick<HttpCall<unknown>, 'method' | 'isQuestion'>): boolean => call.isQuestion ?? call.method === 'GET';
