import {setImmediate} from 'node:timers/promises';
import type {JsonObject} from '../../../core/json.js';
import {uuidOf} from '../../random.js';
import {dayMs} from '../../organization/days.js';
import type {ExportFault} from '../../faults/fault.js';
import type {Tenant} from '../state/tenant.js';
import type {RecordBlock} from './block-keep.js';
import {cancelledProgress, chunkIdAt, planExport, progressOf, type ExportJob, type ExportKind, type ExportProgress} from './export-job.js';

export type ExportRequest = {
	readonly kind: ExportKind;
	readonly filters: JsonObject;
	readonly duplicateKey: string;
	readonly perChunk: number;
	readonly faults: readonly ExportFault[];
	/** Whether the asset of an index belongs into the export. */
	readonly holds: (assetIndex: number) => boolean;
	readonly blocksOf: (assetIndexes: readonly number[]) => Iterable<RecordBlock>;
};

export type StartResult =
	| {readonly kind: 'started'; readonly job: ExportJob}
	| {readonly kind: 'duplicate'; readonly job: ExportJob}
	| {readonly kind: 'too-many'};

export type CancelResult = 'cancelled' | 'completed' | 'unknown';

/** All exports of the container. */
export type ExportDesk = {
	readonly start: (request: ExportRequest) => StartResult;
	/** The job, while it has not expired. */
	readonly find: (kind: ExportKind, uuid: string) => ExportJob | undefined;
	/** One more status answer: the export moves on. */
	readonly poll: (job: ExportJob) => ExportProgress;
	/** The same without moving on. */
	readonly peek: (job: ExportJob) => ExportProgress;
	readonly cancel: (kind: ExportKind, uuid: string) => CancelResult;
	/** The 1,000 newest, newest first. */
	readonly list: (kind: ExportKind) => readonly ExportJob[];
};

/** How many assets are looked at before other requests get their turn. */
const slice = 2000;
const listedJobs = 1000;

export function createExportDesk(tenant: Tenant): ExportDesk {
	const jobs: ExportJob[] = [];
	const {pace, maxActiveExports} = tenant.settings;
	const peek = (job: ExportJob): ExportProgress => {
		if (job.cancelledWith !== undefined) return job.cancelledWith;
		const isLate = tenant.now() - job.createdAt >= pace.longestMs;
		return progressOf(job.plan, job.endedAt !== undefined || isLate ? Number.POSITIVE_INFINITY : job.polls, pace);
	};
	const isActive = (job: ExportJob) => ['QUEUED', 'PROCESSING'].includes(peek(job).status);
	const hasExpired = (job: ExportJob): boolean => {
		const progress = peek(job);
		if (job.endedAt !== undefined && job.faults.some(({kind}) => kind === 'expires-at-once')) return true;
		return tenant.now() - job.createdAt >= (progress.status === 'CANCELLED' ? 3 : 1) * dayMs;
	};
	const find: ExportDesk['find'] = (kind, uuid) => jobs.find(job => job.kind === kind && job.uuid === uuid && !hasExpired(job));
	return {
		find,
		peek,
		start(request) {
			const running = jobs.filter(job => !hasExpired(job) && isActive(job));
			const duplicate = running.find(job => job.kind === request.kind && job.duplicateKey === request.duplicateKey);
			if (duplicate !== undefined) return {kind: 'duplicate', job: duplicate};
			if (running.length >= maxActiveExports) return {kind: 'too-many'};
			const {holds, ...facts} = request;
			const job: ExportJob = {
				...facts, uuid: uuidOf(tenant.organization.seed, `export ${tenant.now()}`, jobs.length), createdAt: tenant.now(),
				chunks: undefined, plan: undefined, polls: 0, endedAt: undefined, cancelledWith: undefined,
			};
			jobs.push(job);
			void collect(tenant, job, holds);
			return {kind: 'started', job};
		},
		poll(job) {
			if (job.plan !== undefined) job.polls += 1;
			const progress = peek(job);
			if (progress.status !== 'QUEUED' && progress.status !== 'PROCESSING') job.endedAt ??= tenant.now();
			return progress;
		},
		cancel(kind, uuid) {
			const job = find(kind, uuid);
			if (job === undefined) return 'unknown';
			if (!isActive(job)) return 'completed';
			job.cancelledWith = cancelledProgress(job.plan, peek(job));
			job.endedAt = tenant.now();
			return 'cancelled';
		},
		list: kind => jobs.filter(job => job.kind === kind && (isActive(job) || tenant.now() - job.createdAt < 3 * dayMs)).slice(-listedJobs).reverse(),
	};
}

/** Decides which asset is in which chunk, without holding up other requests. Small organizations are done at once. */
async function collect(tenant: Tenant, job: ExportJob, holds: (assetIndex: number) => boolean): Promise<void> {
	const chunks = new Map<number, readonly number[]>();
	const hasGaps = job.faults.some(({kind}) => kind === 'chunk-gaps');
	const count = tenant.assets.count();
	let open: number[] = [];
	const close = () => {
		if (open.length > 0) chunks.set(chunkIdAt(chunks.size, hasGaps), open);
		open = [];
	};
	for (let index = 0; index < count; index++) {
		if (index % slice === slice - 1) await setImmediate();
		if (!holds(index)) continue;
		open.push(index);
		if (open.length === job.perChunk) close();
	}
	close();
	job.chunks = chunks;
	job.plan = planExport(tenant.organization.seed, [...chunks.keys()], job.faults);
}
