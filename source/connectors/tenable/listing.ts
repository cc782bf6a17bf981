import * as z from 'zod';
import type {Cursor} from '../../core/connector.js';
import {formatChunkSet, parseChunkSet} from './chunk-set.js';

/** How far one listing has come: everything that a process which knows nothing else needs in order to go on. */
export type Listing = {
	/** The address that it reads. What is known of one Tenable says nothing of another. */
	readonly source: string;
	/** What the listing shall tell the changes since; undefined lists everything. */
	readonly since: Date | undefined;
	/** Which of its exports is under way. */
	readonly phase: number;
	/** How many exports it takes; with other options it would be another listing. */
	readonly phases: number;
	/** Undefined: it has not been started, or has to be started again. */
	readonly job: ListingJob | undefined;
	/** Before this time, by Tenable's clock, nothing of this listing had begun. */
	readonly watermark: Date | undefined;
	/** What could not be read: sentences for a person. */
	readonly gaps: readonly string[];
};

export type ListingJob = {readonly exportId: string; readonly startedAt: Date; readonly done: ReadonlySet<number>};

export const beginListing = (source: string, since: Date | undefined, phases: number): Listing => ({source, since, phase: 0, phases, job: undefined, watermark: undefined, gaps: []});

const time = z.iso.datetime().transform(text => new Date(text));

const schema = z.object({
	source: z.string(),
	since: time.nullable(),
	phase: z.number().int().nonnegative(),
	phases: z.number().int().positive(),
	job: z.object({exportId: z.string().regex(/^[\w-]+$/), startedAt: time, done: z.string()}).nullable(),
	watermark: time.nullable(),
	gaps: z.array(z.string()),
});

export function toCursor({source, since, phase, phases, job, watermark, gaps}: Listing): Cursor {
	return {
		source, since: since?.toISOString() ?? null, phase, phases,
		job: job === undefined ? null : {exportId: job.exportId, startedAt: job.startedAt.toISOString(), done: formatChunkSet(job.done)},
		watermark: watermark?.toISOString() ?? null, gaps: [...gaps],
	};
}

/** Undefined for a cursor of another version or of another address: the listing then begins anew, which loses nothing. */
export function parseListing(cursor: Cursor, source: string): Listing | undefined {
	const {success, data} = schema.safeParse(cursor);
	if (!success || data.source !== source) return undefined;
	const done = parseChunkSet(data.job?.done ?? '');
	if (done === undefined) return undefined;
	return {
		source, since: data.since ?? undefined, phase: data.phase, phases: data.phases, watermark: data.watermark ?? undefined, gaps: data.gaps,
		job: data.job === null ? undefined : {exportId: data.job.exportId, startedAt: data.job.startedAt, done},
	};
}

export const toWatermark = (source: string, at: Date): Cursor => ({source, at: at.toISOString()});

/** Undefined for a watermark that cannot be read, or is of another address: then everything is asked for. */
export function parseWatermark(watermark: Cursor | undefined, source: string): Date | undefined {
	if (watermark?.['source'] !== source) return undefined;
	const parsed = time.safeParse(watermark['at']);
	return parsed.success ? parsed.data : undefined;
}
