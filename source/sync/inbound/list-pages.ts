import {AppError} from '../../errors/app-error.js';
import type {Connector, Cursor, ExternalRecord, Page} from '../../core/connector.js';
import type {RecordReader} from '../../core/mapping.js';
import type {SyncSelection} from '../../core/sync-selection.js';
import type {Pair} from '../pair.js';
import {pushFilters} from './push-filters.js';

export type Listing = {
	readonly pair: Pair;
	readonly connector: Connector;
	readonly signal: AbortSignal;
	readonly selection: SyncSelection | undefined;
	/** Where an interrupted listing goes on. */
	readonly start?: Cursor | undefined;
	/** Nothing is linked yet: all of it is new, and what the policy's filters would leave out the other side may leave out. */
	readonly isFirst?: boolean;
	/** How its records are read. */
	readonly read: Promise<RecordReader>;
	/** The watermark of the last complete one; everything is asked for without it. */
	readonly since?: Cursor | undefined;
};

/** The pages of the other side that a run is about, some read ahead, so that the other side works while the database does. */
export function listPages(listing: Listing): AsyncGenerator<Page> {
	const {selection} = listing;
	switch (selection?.kind) {
		case undefined:
			return readAhead(listing);
		case 'since':
			return readAhead({...listing, since: toWatermark(listing, selection.at)});
		case 'ids':
			return readOnes(listing, selection.externalIds);
	}
}

/** While a page is looked at, the next one is on its way. */
async function* readAhead({pair, connector, signal, start, since, read, isFirst = false}: Listing): AsyncGenerator<Page> {
	const filters = isFirst || since !== undefined ? pushFilters(pair, connector.capabilities.entities[pair.definition.entityType] ?? {}) : [];
	const list = (cursor: Cursor | undefined) =>
		connector.list({
			entityType: pair.definition.entityType, pageSize: pair.policy.batchSize, read, signal,
			...(cursor === undefined ? {} : {cursor}), ...(since === undefined ? {} : {since}), ...(filters.length === 0 ? {} : {filters}),
		});
	for (let coming: Promise<Page> | undefined = list(start); coming !== undefined;) {
		const page: Page = await coming;
		coming = page.next === undefined ? undefined : list(page.next);
		// Met when its turn comes; until then it must not count as unhandled.
		coming?.catch(() => {});
		yield page;
	}
}

/** Records asked for by name, one call each; what the other side does not have is looked at as deleted there. */
async function* readOnes({pair, connector, signal}: Listing, externalIds: readonly string[]): AsyncGenerator<Page> {
	const {entityType} = pair.definition;
	const ids = [...new Set(externalIds)];
	const gaps: string[] = [];
	for (let from = 0; from < ids.length; from += pair.policy.batchSize) {
		const records: ExternalRecord[] = [];
		for (const externalId of ids.slice(from, from + pair.policy.batchSize)) {
			const record = await connector.read(entityType, externalId, signal);
			records.push(record ?? {externalId, fields: {}, isDeleted: true});
			if (record === undefined) gaps.push(`${pair.system.systemName} has no ${entityType} "${externalId}".`);
		}
		const done = Math.min(from + pair.policy.batchSize, ids.length);
		yield {records, unreadable: [], gaps, progress: {done, total: ids.length, unit: 'records'}};
	}
}

function toWatermark({pair, connector}: Listing, at: Date): Cursor {
	const {definition, system} = pair;
	const watermark = connector.capabilities.entities[definition.entityType]?.changes === 'since' ? connector.watermarkAt?.(at) : undefined;
	if (watermark !== undefined) return watermark;
	throw new AppError({
		code: 'EXTERNAL_UNSUPPORTED',
		message: `${system.systemName} cannot be asked what changed of its ${definition.plural} since a time.`,
		nextStep: 'Read everything: parley sync run --full',
	});
}
