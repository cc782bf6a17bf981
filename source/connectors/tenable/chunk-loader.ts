import type {Clock} from '../../core/process/clock.js';
import type {RetryPolicy} from '../../core/external-system.js';
import {AppError} from '../../errors/app-error.js';
import type {ErrorCode} from '../../errors/codes.js';
import type {ArrayElement} from '../http/array-reader.js';
import type {JsonArray} from '../http/body-reader.js';
import {toRetryDelay} from '../retry-delay.js';
import type {ChunkAddress, ExportClient} from './export-client.js';

export type LoadedChunk<Item> =
	| {readonly kind: 'loaded'; readonly content: JsonArray<Item>}
	/** The whole export is gone. */
	| {readonly kind: 'expired'}
	/** The service answers, but this chunk cannot be had. */
	| {readonly kind: 'lost'; readonly reason: string};

export type ChunkLoaderOptions = {readonly client: ExportClient; readonly clock: Clock; readonly retry: RetryPolicy; readonly random?: () => number};

export type ChunkLoader = <Item>(address: ChunkAddress, take: (element: ArrayElement) => Item, signal: AbortSignal) => Promise<LoadedChunk<Item>>;

const tries = 5;

/** Failures that one chunk may have to itself; all others end the run, which goes on from its checkpoint. */
const ofOneChunk: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['EXTERNAL_BAD_PAYLOAD', 'EXTERNAL_FAILED', 'EXTERNAL_NOT_FOUND', 'EXTERNAL_REJECTED']);

/**
 * Downloads one chunk, up to five times. Between two tries the export's status is asked for: when that fails as well,
 * the service is down and the chunk is not to blame, and the failure is thrown.
 */
export function createChunkLoader({client, clock, retry, random = Math.random}: ChunkLoaderOptions): ChunkLoader {
	return async ({kind, exportId, chunk}, take, signal) => {
		let reason = '';
		for (let attempt = 1; attempt <= tries; attempt++) {
			try {
				return {kind: 'loaded', content: await client.chunk({kind, exportId, chunk}, take, signal)};
			} catch (error) {
				if (!(error instanceof AppError) || !ofOneChunk.has(error.code)) throw error;
				reason = error.message;
			}

			if (await client.status(kind, exportId, signal) === undefined) return {kind: 'expired'};
			if (attempt < tries) await clock.sleep(toRetryDelay(attempt, retry, random), signal);
		}

		return {kind: 'lost', reason: `Chunk ${chunk} of export ${exportId} could not be read in ${tries} tries. ${reason}`};
	};
}
