import type {JsonValue} from '../../../core/json.js';
import type {Fault} from '../../faults/fault.js';
import type {Answer} from '../../http/answer.js';

/** One request, as a handler sees it. */
export type Call = {
	readonly method: string;
	readonly path: string;
	readonly params: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	/** Undefined when nothing was sent. */
	readonly body: JsonValue | undefined;
	/** What was asked to go wrong with this request. */
	readonly faults: readonly Fault[];
};

export type Handler = (call: Call) => Answer | Promise<Answer>;

export type Route = {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** "/assets/export/:uuid/status" */
	readonly path: string;
	/** The least `permissions` of the user; 0 asks for no keys at all. */
	readonly permissions: number;
	readonly handle: Handler;
};

export type RouteMatch = {readonly route: Route; readonly params: Readonly<Record<string, string>>};

export const roles = {none: 0, basic: 16, scanOperator: 24, standard: 32, scanManager: 40, administrator: 64} as const;
