import type {JsonValue} from '../../core/json.js';
import type {ExportJob} from './exports/export-job.js';

/** What one export delivered. Records of a chunk count once, however often it was downloaded; cut downloads do not count. */
export type ExportEntry = {
	readonly uuid: string;
	readonly kind: 'assets' | 'vulns';
	readonly filters: JsonValue;
	readonly records: number;
	readonly chunks: Readonly<Record<string, {readonly records: number; readonly downloads: number}>>;
};

/** A request that wrote, with what it said. */
export type WriteEntry = {readonly at: string; readonly method: string; readonly path: string; readonly status: number; readonly requestUuid: string; readonly body: JsonValue};

export type LedgerReport = {
	readonly requests: number;
	/** "GET /assets/export/:uuid/status 200" → how often; the status is "none" where no answer was sent. */
	readonly byRequest: Readonly<Record<string, number>>;
	readonly served: {readonly assets: number; readonly findings: number};
	readonly exports: readonly ExportEntry[];
	readonly writes: readonly WriteEntry[];
};

export type ChunkDownload = {readonly addRecords: (count: number) => void; readonly finish: () => void};

/** What was asked of the simulator and what it gave: the truth that a client's own counts are compared with. */
export type Ledger = {
	readonly request: (method: string, pattern: string, status: number | undefined) => void;
	readonly write: (entry: WriteEntry) => void;
	readonly exportStarted: (job: ExportJob) => void;
	readonly chunkDownload: (job: ExportJob, chunkId: number) => ChunkDownload;
	readonly report: () => LedgerReport;
};

/** The newest are kept: a soak of days must not fill the memory. */
const keptWrites = 20_000;
const keptExports = 2000;

type OpenEntry = {readonly job: ExportJob; readonly chunks: Map<number, {records: number; downloads: number}>};

export function createLedger(): Ledger {
	const byRequest = new Map<string, number>();
	const exports = new Map<string, OpenEntry>();
	const writes: WriteEntry[] = [];
	let requests = 0;
	return {
		request(method, pattern, status) {
			requests += 1;
			const key = `${method} ${pattern} ${status ?? 'none'}`;
			byRequest.set(key, (byRequest.get(key) ?? 0) + 1);
		},
		write(entry) {
			writes.push(entry);
			if (writes.length > keptWrites) writes.shift();
		},
		exportStarted(job) {
			exports.set(job.uuid, {job, chunks: new Map()});
			const [oldest] = exports.keys();
			if (exports.size > keptExports && oldest !== undefined) exports.delete(oldest);
		},
		chunkDownload(job, chunkId) {
			let records = 0;
			return {
				addRecords(count) {
					records += count;
				},
				finish() {
					const chunks = exports.get(job.uuid)?.chunks;
					chunks?.set(chunkId, {records, downloads: (chunks.get(chunkId)?.downloads ?? 0) + 1});
				},
			};
		},
		report() {
			const entries = [...exports.values()].map(toEntry);
			const served = (kind: ExportEntry['kind']) => entries.filter(entry => entry.kind === kind).reduce((sum, entry) => sum + entry.records, 0);
			return {
				requests,
				byRequest: Object.fromEntries([...byRequest].sort(([left], [right]) => left.localeCompare(right))),
				served: {assets: served('assets'), findings: served('vulns')},
				exports: entries,
				writes: [...writes],
			};
		},
	};
}

const toEntry = ({job, chunks}: OpenEntry): ExportEntry => ({
	uuid: job.uuid, kind: job.kind, filters: job.filters,
	records: [...chunks.values()].reduce((sum, chunk) => sum + chunk.records, 0),
	chunks: Object.fromEntries([...chunks].map(([id, chunk]) => [String(id), {...chunk}])),
});
