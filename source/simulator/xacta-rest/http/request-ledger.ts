import type {JsonValue} from '../../../core/json.js';

/** A request that wrote, with what it said and the status that it got; without one where no answer was sent. */
export type WriteEntry = {readonly at: string; readonly method: string; readonly path: string; readonly user: string; readonly status: number | undefined; readonly items: readonly JsonValue[]};

export type RequestReport = {
	readonly requests: number;
	/** "GET /api/systems/:systemId/poams 200" → how often; the status is "none" where no answer was sent. */
	readonly byRequest: Readonly<Record<string, number>>;
	/** The most requests that were under way at one time. */
	readonly mostAtOnce: number;
	readonly writes: readonly WriteEntry[];
};

/** What was asked of the simulator. What took effect is in the journal of the tables. */
export type RequestLedger = {
	/** A request came in; gives what is called when it has ended. */
	readonly begin: () => (method: string, pattern: string, status: number | undefined) => void;
	readonly write: (entry: WriteEntry) => void;
	readonly report: () => RequestReport;
};

/** The newest are kept: a soak of days must not fill the memory. */
const keptWrites = 20_000;

export function createRequestLedger(): RequestLedger {
	const byRequest = new Map<string, number>();
	const writes: WriteEntry[] = [];
	let requests = 0;
	let underWay = 0;
	let mostAtOnce = 0;
	return {
		begin() {
			requests += 1;
			mostAtOnce = Math.max(mostAtOnce, ++underWay);
			return (method, pattern, status) => {
				underWay -= 1;
				const key = `${method} ${pattern} ${status ?? 'none'}`;
				byRequest.set(key, (byRequest.get(key) ?? 0) + 1);
			};
		},
		write(entry) {
			writes.push(entry);
			if (writes.length > keptWrites) writes.shift();
		},
		report: () => ({
			requests, mostAtOnce, writes: [...writes],
			byRequest: Object.fromEntries([...byRequest].sort(([left], [right]) => left.localeCompare(right))),
		}),
	};
}
