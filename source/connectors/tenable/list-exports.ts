import type {Clock} from '../../core/process/clock.js';
import type {ListRequest, Page} from '../../core/connector.js';
import type {RetryPolicy} from '../../core/external-system.js';
import type {Logger} from '../../core/process/logger.js';
import {toCommand} from '../../core/text/to-command.js';
import {AppError} from '../../errors/app-error.js';
import {createChunkLoader} from './chunk-loader.js';
import type {ExportClient, ExportRequest} from './export-client.js';
import {findGaps} from './export-gaps.js';
import {planExports, type ListedEntity} from './export-plan.js';
import {createExportWatch, type Sight} from './export-watch.js';
import type {AttributeField} from './attribute-wire.js';
import {beginListing, parseListing, parseWatermark, toCursor, toWatermark, type Listing, type ListingJob} from './listing.js';
import type {TenableOptions} from './options.js';
import {createTaker, toPageContent, type PageItem, type Taker} from './page-content.js';
import type {ExportStatus} from './wire.js';

export type ListingDependencies = {
	readonly client: ExportClient;
	/** The custom attributes that are fields of assets, with their ids of now. */
	readonly findAttributes: (signal: AbortSignal) => Promise<readonly AttributeField[]>;
	readonly options: TenableOptions;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly retry: RetryPolicy;
	readonly systemName: string;
	/** The address of this Tenable. */
	readonly source: string;
};

/** How long a page may wait for news of an export before it comes back empty, so that the run can show that it lives. */
const patienceMs = 30_000;
const mostRestarts = 3;

/** The export that is looked at, and what is kept of an element of it. */
type Look = {readonly exportRequest: ExportRequest; readonly findTaker: () => Promise<Taker>; readonly signal: AbortSignal};

/** What one look at the export under way came to: a page, a page without news, or only another place to look from. */
type Step =
	| {readonly kind: 'chunk'; readonly listing: Listing; readonly items: readonly PageItem[]; readonly status: ExportStatus}
	| {readonly kind: 'wait'; readonly listing: Listing; readonly status: ExportStatus}
	| {readonly kind: 'on'; readonly listing: Listing};

/**
 * Lists through exports: one page a chunk, in whatever order the chunks appear, and an empty last page. The cursor names
 * the export and the chunks that were read, and counts a chunk as read only on the page that carries it: a run that
 * breaks off before the page was written reads it again. Nothing is downloaded ahead, because sync asks for the next
 * page while it writes this one.
 */
export function createExportLister(dependencies: ListingDependencies): (entity: ListedEntity, request: ListRequest) => Promise<Page> {
	const {client, findAttributes, options, clock, logger, retry, systemName, source} = dependencies;
	const watch = createExportWatch({client, clock, deadlineMs: options.exportDeadlineMs, patienceMs});
	/** Counted by this connector and not by the cursor: the run after one that gave up begins to count anew. */
	let restarts = 0;
	const loadChunk = createChunkLoader({client, clock, retry});

	async function start(exportRequest: ExportRequest, listing: Listing, signal: AbortSignal): Promise<Listing> {
		const {id, notBefore} = await client.start(exportRequest, signal);
		logger.info('Reading an export', {system: systemName, export: id, of: exportRequest.what});
		// The first export's time stands for all: what changes while the others run is asked for again next time.
		return {...listing, watermark: listing.watermark ?? notBefore, job: {exportId: id, startedAt: clock.now(), done: new Set()}};
	}

	function restart(exportRequest: ExportRequest, listing: Listing, job: ListingJob): Step {
		watch.forget(job.exportId);
		if (restarts >= mostRestarts) throw expiresAgain(systemName, exportRequest.what, restarts);
		restarts++;
		logger.warn('An export expired before it was read, and is started again', {system: systemName, export: job.exportId});
		return {kind: 'on', listing: {...listing, job: undefined}};
	}

	async function finish(exportRequest: ExportRequest, listing: Listing, job: ListingJob, sight: Extract<Sight, {kind: 'ended' | 'overdue'}>, signal: AbortSignal): Promise<Step> {
		const isOverdue = sight.kind === 'overdue';
		if (isOverdue) await giveUp(exportRequest, job, signal);
		// The status of an asset export does not tell how many chunks there should be; the list of exports does.
		const needsTotals = sight.status.totalChunks === undefined && sight.status.status === 'FINISHED';
		const listed = needsTotals ? await client.find(exportRequest.kind, job.exportId, signal) : undefined;
		const gaps = findGaps({exportId: job.exportId, what: exportRequest.what, status: sight.status, done: job.done, listed, isOverdue});
		return {kind: 'on', listing: {...listing, phase: listing.phase + 1, job: undefined, gaps: [...listing.gaps, ...gaps]}};
	}

	async function giveUp(exportRequest: ExportRequest, job: ListingJob, signal: AbortSignal): Promise<void> {
		try {
			await client.cancel(exportRequest.kind, job.exportId, signal);
		} catch (error) {
			signal.throwIfAborted();
			// It may have ended this very moment. The run is partial either way.
			logger.warn('An export could not be cancelled', {system: systemName, export: job.exportId, error});
		}
	}

	async function read({exportRequest, findTaker, signal}: Look, listing: Listing, job: ListingJob, sight: Extract<Sight, {kind: 'chunks'}>): Promise<Step> {
		const [chunk = 0] = sight.waiting;
		const loaded = await loadChunk({kind: exportRequest.kind, exportId: job.exportId, chunk}, await findTaker(), signal);
		if (loaded.kind === 'expired') return restart(exportRequest, listing, job);
		const after: Listing = {...listing, job: {...job, done: new Set(job.done).add(chunk)}};
		if (loaded.kind === 'lost') return {kind: 'on', listing: {...after, gaps: [...after.gaps, loaded.reason]}};
		return {kind: 'chunk', listing: after, items: loaded.content.items, status: sight.status};
	}

	async function step(look: Look, before: Listing): Promise<Step> {
		const {exportRequest, signal} = look;
		if (before.job === undefined) return {kind: 'on', listing: await start(exportRequest, before, signal)};
		const sight = await watch.look(exportRequest.kind, before.job, signal);
		switch (sight.kind) {
			case 'expired': return restart(exportRequest, before, before.job);
			case 'pending': return {kind: 'wait', listing: before, status: sight.status};
			case 'ended':
			case 'overdue': return finish(exportRequest, before, before.job, sight, signal);
			case 'chunks': return read(look, before, before.job, sight);
		}
	}

	/** Where the cursor says, unless it belongs to a listing by other options: then from the start, which loses nothing. */
	function resume(entity: ListedEntity, {cursor, since, filters}: ListRequest): {readonly begun: Listing; readonly plan: readonly ExportRequest[]} {
		const begun = cursor === undefined ? undefined : parseListing(cursor, source);
		const plan = begun === undefined ? [] : planExports(entity, begun.since, options, filters);
		if (begun !== undefined && begun.phases === plan.length) return {begun, plan};
		const from = parseWatermark(since, source);
		const anew = planExports(entity, from, options, filters);
		return {begun: beginListing(source, from, anew.length), plan: anew};
	}

	/** Names of attributes are looked up for each chunk: they may be defined, or defined anew, while an export runs. */
	async function findTaker(entity: ListedEntity, {read: readRecord, signal}: ListRequest): Promise<Taker> {
		const attributes = entity === 'asset' ? await findAttributes(signal) : [];
		return createTaker(entity, {categories: options.tagCategories, attributes}, await readRecord);
	}

	return async (entity, request) => {
		const {begun, plan} = resume(entity, request);
		let listing = begun;
		for (;;) {
			const exportRequest = plan[listing.phase];
			if (exportRequest === undefined) return toLastPage(listing);
			const taken = await step({exportRequest, findTaker: () => findTaker(entity, request), signal: request.signal}, listing);
			listing = taken.listing;
			if (taken.kind === 'on') continue;
			const content = toPageContent(taken.kind === 'chunk' ? taken.items : []);
			if (content.sanitized > 0) logger.warn('Records hold signs that cannot be stored; each was replaced by a visible one', {system: systemName, records: content.sanitized});
			return {records: content.records, known: content.known, unreadable: content.unreadable, next: toCursor(listing), progress: toProgress(listing, taken.status)};
		}
	};
}

function toLastPage({source, watermark, gaps}: Listing): Page {
	return {records: [], unreadable: [], ...(watermark !== undefined && {watermark: toWatermark(source, watermark)}), ...(gaps.length > 0 && {gaps})};
}

function toProgress({job}: Listing, status: ExportStatus): NonNullable<Page['progress']> {
	const done = job?.done.size ?? 0;
	return {done, total: Math.max(status.totalChunks ?? status.available.length, done), unit: 'pages'};
}

function expiresAgain(systemName: string, what: string, restarts: number): AppError {
	return new AppError({
		code: 'EXTERNAL_FAILED',
		message: `${systemName} could not export ${what}: the export expired ${restarts + 1} times before it was read.`,
		nextStep: `Run it again: ${toCommand('sync run --system', systemName)}. If it happens again, smaller chunks (asset_chunk_size, finding_chunk_assets) are read faster.`,
		isRetryable: true,
	});
}
