import type {ExportStatus, ListedExport} from './wire.js';

/** What is known of an export when nothing more can be read of it. */
export type ExportEnd = {
	readonly exportId: string;
	readonly what: string;
	readonly status: ExportStatus;
	/** The chunks that were read. */
	readonly done: ReadonlySet<number>;
	/** The export's entry in the list of exports, where it was looked up. */
	readonly listed: ListedExport | undefined;
	readonly isOverdue: boolean;
};

/** Why what was read of an export is not all of it: sentences for a person. None: it is whole. */
export function findGaps(end: ExportEnd): readonly string[] {
	const {status, done, listed} = end;
	const name = `The export of ${end.what} (${end.exportId})`;
	const failed = status.failed.filter(chunk => !done.has(chunk));
	const cancelled = status.cancelled.filter(chunk => !done.has(chunk));
	const gaps: string[] = [];
	if (end.isOverdue) gaps.push(`${name} was still ${status.status} at its deadline and was cancelled; ${countChunks(done.size)} had been read.`);
	else if (status.status !== 'FINISHED') gaps.push(`${name} ended as ${status.status}${status.reason === undefined ? '' : `: ${status.reason}`}${toEnd(status.reason)} ${countChunks(done.size)} had been read.`);
	if (failed.length > 0) gaps.push(`${name} has ${countChunks(failed.length)} that Tenable failed to make: ${listChunks(failed)}.`);
	if (cancelled.length > 0) gaps.push(`${name} has ${countChunks(cancelled.length)} that ${cancelled.length === 1 ? 'was' : 'were'} cancelled: ${listChunks(cancelled)}.`);
	const missing = countMissing(end, failed.length + cancelled.length, listed);
	if (missing > 0) gaps.push(`${name} should have ${countChunks(missing)} more than Tenable offered.`);
	return gaps;
}

/** Chunks that the totals promise and nothing accounts for. Empty ones may or may not be offered: both are fine. */
function countMissing({status, done, isOverdue}: ExportEnd, accounted: number, listed: ListedExport | undefined): number {
	const total = status.totalChunks ?? listed?.totalChunks;
	if (total === undefined || isOverdue || status.status !== 'FINISHED') return 0;
	return total - done.size - accounted - Math.max(status.emptyChunks, listed?.emptyChunks ?? 0);
}

const countChunks = (count: number): string => (count === 1 ? '1 chunk' : `${count} chunks`);

const listChunks = (chunks: readonly number[]): string => (chunks.length > 10 ? `${chunks.slice(0, 10).join(', ')} and others` : chunks.join(', '));

/** Tenable's own sentences end with a full stop; one is enough. */
const toEnd = (reason: string | undefined): string => (reason?.endsWith('.') ? '' : '.');
