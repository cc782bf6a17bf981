import type {ApiCall} from '../core/connector.js';
import type {Logger} from '../core/process/logger.js';
import type {ApiCallStore} from '../core/stores/api-call-store.js';

export type CallRecorder = {readonly record: (call: ApiCall) => void; readonly flush: () => Promise<void>};

export type CallRecorderOptions = {readonly store: ApiCallStore; readonly logger: Logger; readonly externalSystemId: number; readonly operationId: string | undefined};

/** Calls are written together this long after the first of them: a busy run costs a few inserts a second. */
const flushAfterMs = 250;

/** Keeps each call in `api_call_logs`, in the background: a call that cannot be logged is told in the log and stops nothing. */
export function createCallRecorder({store, logger, externalSystemId, operationId}: CallRecorderOptions): CallRecorder {
	let waiting: ApiCall[] = [];
	let timer: NodeJS.Timeout | undefined;
	let writing: Promise<void> = Promise.resolve();
	const write = async (calls: readonly ApiCall[]) => {
		try {
			await store.append(externalSystemId, operationId, calls);
		} catch (error) {
			logger.warn('Calls could not be kept in api_call_logs.', {calls: calls.length, operationId, error});
		}
	};
	const flush = () => {
		clearTimeout(timer);
		timer = undefined;
		if (waiting.length > 0) {
			const calls = waiting;
			waiting = [];
			writing = writing.then(() => write(calls));
		}
		return writing;
	};
	return {
		record: call => {
			waiting.push(call);
			timer ??= setTimeout(() => void flush(), flushAfterMs);
		},
		flush,
	};
}
