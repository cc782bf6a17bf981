import type {ApiCall} from '../connector.js';
import type {KeyPage} from '../page.js';

export type LoggedCall = ApiCall & {readonly id: number; readonly externalSystemId: number; readonly systemName: string; readonly operationId: string | undefined};

/** Those of an operation are also those of its parts: a run calls from its parts alone. */
export type CallFilter = {readonly externalSystemId?: number; readonly operationId?: string; readonly onlyErrors?: boolean};

export type ApiCallStore = {
	/** Appends calls; headers and bodies are masked by value and truncated here. */
	readonly append: (externalSystemId: number, operationId: string | undefined, calls: readonly ApiCall[]) => Promise<void>;
	/** Newest first. */
	readonly page: (filter: CallFilter, after: number | undefined, limit: number) => Promise<KeyPage<LoggedCall>>;
	/** The rows before a key, or the last ones there are: in the same order, `next` goes on towards the newest. */
	readonly pageBefore: (filter: CallFilter, before: number | undefined, limit: number) => Promise<KeyPage<LoggedCall>>;
};
