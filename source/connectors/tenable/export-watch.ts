import type {Clock} from '../../core/process/clock.js';
import type {ExportClient} from './export-client.js';
import type {ListingJob} from './listing.js';
import type {ExportKind, ExportStatus} from './wire.js';

/** Where an export stands, seen from what was already read of it. */
export type Sight =
	/** Tenable does not know it any more. */
	| {readonly kind: 'expired'}
	/** Chunks that are there and not read yet, at least one. */
	| {readonly kind: 'chunks'; readonly status: ExportStatus; readonly waiting: readonly number[]}
	/** It has ended and all that there is of it was read. */
	| {readonly kind: 'ended'; readonly status: ExportStatus}
	/** Nothing new after as long a wait as one page may take. */
	| {readonly kind: 'pending'; readonly status: ExportStatus}
	/** Nothing new, and its time is over. */
	| {readonly kind: 'overdue'; readonly status: ExportStatus};

export type WatchOptions = {
	readonly client: ExportClient;
	readonly clock: Clock;
	/** How long an export may take, in ms, whatever it says that it is doing. */
	readonly deadlineMs: number;
	/** How long one look may wait for news, in ms. */
	readonly patienceMs: number;
};

export type ExportWatch = {
	readonly look: (kind: ExportKind, job: ListingJob, signal: AbortSignal) => Promise<Sight>;
	/** Forgets what the last status said: the next look asks. */
	readonly forget: (exportId: string) => void;
};

const endings: ReadonlySet<string> = new Set(['FINISHED', 'ERROR', 'CANCELLED']);
/** An answer takes Tenable about three times as long, and a small export is done at once. */
const shortestPauseMs = 100;
const longestPauseMs = 30_000;

export const hasEnded = ({status}: ExportStatus): boolean => endings.has(status);

/** Watches exports until there is something to read. A status is used until all that it lists was read. */
export function createExportWatch({client, clock, deadlineMs, patienceMs}: WatchOptions): ExportWatch {
	const known = new Map<string, ExportStatus>();

	return {
		async look(kind, job, signal) {
			let waitedMs = 0;
			for (;;) {
				const status = known.get(job.exportId) ?? await client.status(kind, job.exportId, signal);
				if (status === undefined) return {kind: 'expired'};
				known.set(job.exportId, status);
				const waiting = status.available.filter(chunk => !job.done.has(chunk));
				if (waiting.length > 0) return {kind: 'chunks', status, waiting};
				known.delete(job.exportId);
				if (hasEnded(status)) return {kind: 'ended', status};
				const ageMs = clock.now().getTime() - job.startedAt.getTime();
				if (ageMs > deadlineMs) return {kind: 'overdue', status};
				// A young export may be ready any moment; one that has taken an hour will not be hurried.
				const pauseMs = Math.min(Math.max(ageMs / 8, shortestPauseMs), longestPauseMs);
				await clock.sleep(pauseMs, signal);
				waitedMs += pauseMs;
				// The next look begins by asking.
				if (waitedMs >= patienceMs) return {kind: 'pending', status};
			}
		},
		forget: exportId => void known.delete(exportId),
	};
}
