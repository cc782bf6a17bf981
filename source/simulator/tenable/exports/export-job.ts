import type {JsonObject} from '../../../core/json.js';
import {Draw} from '../../random.js';
import type {ExportFault} from '../../faults/fault.js';
import type {RecordBlock} from './block-keep.js';

export type ExportKind = 'assets' | 'vulns';
export type ExportStatus = 'QUEUED' | 'PROCESSING' | 'FINISHED' | 'CANCELLED' | 'ERROR';

/** What will become of an export, fixed once its chunks are known. */
export type ExportPlan = {
	/** The ids of all chunks, in the order in which they are produced. */
	readonly order: readonly number[];
	readonly failed: readonly number[];
	readonly cancelled: readonly number[];
	readonly end: 'FINISHED' | 'ERROR' | 'CANCELLED';
	readonly reason: string | undefined;
	readonly stuckIn: 'QUEUED' | 'PROCESSING' | undefined;
	readonly shrinks: boolean;
};

/** What a status answer tells. */
export type ExportProgress = {
	readonly status: ExportStatus;
	readonly available: readonly number[];
	readonly failed: readonly number[];
	readonly cancelled: readonly number[];
	readonly reason: string | undefined;
};

export type ExportJob = {
	readonly uuid: string;
	readonly kind: ExportKind;
	/** As they are echoed. */
	readonly filters: JsonObject;
	/** Equal texts make a duplicate. */
	readonly duplicateKey: string;
	readonly perChunk: number;
	readonly createdAt: number;
	readonly faults: readonly ExportFault[];
	/** What a chunk of these assets holds, told as it is asked for. */
	readonly blocksOf: (assetIndexes: readonly number[]) => Iterable<RecordBlock>;
	/** Chunk id → its assets; undefined while they are collected. */
	chunks: ReadonlyMap<number, readonly number[]> | undefined;
	plan: ExportPlan | undefined;
	/** Status answers so far. */
	polls: number;
	endedAt: number | undefined;
	/** What was there when it was cancelled. */
	cancelledWith: ExportProgress | undefined;
};

export type Pace = {readonly queuedPolls: number; readonly processingPolls: number};

const reasons = {
	unexpected: 'An unexpected error occurred while processing the export. Try again later.',
	partial: (failed: number, total: number) => `${failed} of ${total} chunks failed to process. The remaining chunks are available for download.`,
};

/** Ids count from 1; with `chunk-gaps` two of four are left out. */
export const chunkIdAt = (place: number, hasGaps: boolean): number => (hasGaps ? place + 1 + Math.floor((place + 1) / 3) * 2 : place + 1);

/** Chunks are produced in parallel, so that a small one overtakes a large one that came before. */
export function planExport(seed: number, ids: readonly number[], faults: readonly ExportFault[]): ExportPlan {
	const order = shuffled(seed, ids);
	const total = ids.length;
	let end: ExportPlan['end'] = 'FINISHED';
	let reason: string | undefined;
	let failed: readonly number[] = [];
	let cancelled: readonly number[] = [];
	let stuckIn: ExportPlan['stuckIn'];
	for (const fault of faults) {
		if (fault.kind === 'stuck') stuckIn = fault.status;
		if (fault.kind === 'chunks-failed') failed = order.slice(-fault.count || total);
		if (fault.kind === 'chunks-cancelled') cancelled = order.slice(0, fault.count);
		if (fault.kind === 'export-error' || fault.kind === 'export-cancelled') {
			end = fault.kind === 'export-error' ? 'ERROR' : 'CANCELLED';
			cancelled = order.slice(fault.afterChunks);
		}
	}
	if (end === 'ERROR') reason = reasons.unexpected;
	else if (failed.length > 0) reason = reasons.partial(failed.length, total);
	return {order, failed, cancelled, end, reason, stuckIn, shrinks: faults.some(({kind}) => kind === 'list-shrinks')};
}

/** What the `polls`-th status answer says; `Infinity` tells how it ends. */
export function progressOf(plan: ExportPlan | undefined, polls: number, pace: Pace): ExportProgress {
	const empty: ExportProgress = {status: 'QUEUED', available: [], failed: [], cancelled: [], reason: undefined};
	if (plan === undefined || plan.stuckIn === 'QUEUED') return empty;
	const usable = plan.order.filter(id => !plan.failed.includes(id) && !plan.cancelled.includes(id));
	const turn = polls - pace.queuedPolls;
	if (turn <= 0) return empty;
	const steps = pace.processingPolls + 1;
	const isEnded = turn >= steps || plan.order.length <= 1;
	if (isEnded && plan.stuckIn === undefined) {
		return {status: plan.end, available: usable, failed: plan.failed, cancelled: plan.cancelled, reason: plan.reason};
	}
	const reached = Math.max(1, Math.floor((usable.length * Math.min(turn, steps - 1)) / steps));
	const available = plan.shrinks && turn % 2 === 0 ? usable.slice(Math.floor(reached / 2), reached) : usable.slice(0, reached);
	return {...empty, status: 'PROCESSING', available};
}

/** The chunk in work is finished, the rest is dropped. */
export function cancelledProgress(plan: ExportPlan | undefined, progress: ExportProgress): ExportProgress {
	const order = plan?.order ?? [];
	const inWork = progress.status === 'PROCESSING' ? order.find(id => !progress.available.includes(id)) : undefined;
	const available = inWork === undefined ? progress.available : [...progress.available, inWork];
	return {status: 'CANCELLED', available, failed: [], cancelled: order.filter(id => !available.includes(id)), reason: undefined};
}

/** Mostly in order, as real lists are: only neighbours change places. */
function shuffled(seed: number, ids: readonly number[]): readonly number[] {
	const draw = new Draw(seed, 'chunk order', ids.length);
	const places = new Map(ids.map(id => [id, id + draw.number() * 3]));
	return [...ids].sort((left, right) => (places.get(left) ?? 0) - (places.get(right) ?? 0));
}
