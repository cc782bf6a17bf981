import type {JsonValue} from '../../../core/json.js';
import type {Fault} from '../faults/fault.js';
import type {Answer} from './answer.js';

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

export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch | undefined {
	const compiled = routes.map(route => ({route, segments: route.path.split('/')}));
	return (method, path) => {
		const wanted = path.split('/');
		for (const {route, segments} of compiled) {
			if (route.method !== method || segments.length !== wanted.length) continue;
			const params = matchSegments(segments, wanted);
			if (params !== undefined) return {route, params};
		}
		return undefined;
	};
}

function matchSegments(segments: readonly string[], wanted: readonly string[]): Record<string, string> | undefined {
	const params: Record<string, string> = Object.create(null) as Record<string, string>;
	for (const [place, segment] of segments.entries()) {
		const text = wanted[place] ?? '';
		if (segment.startsWith(':') && text !== '') params[segment.slice(1)] = decoded(text);
		else if (segment !== text) return undefined;
	}
	return params;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // Not an encoded text: no record is called so, and the handler will say that.
	}
}
