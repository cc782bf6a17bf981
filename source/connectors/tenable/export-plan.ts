import type {ExternalFilter} from '../../core/external-filter.js';
import type {JsonObject} from '../../core/json.js';
import type {ExportRequest} from './export-client.js';
import {narrowExport} from './narrow-export.js';
import type {TenableOptions} from './options.js';

export type ListedEntity = 'asset' | 'vulnerability';

type PlanOptions = Pick<TenableOptions, 'assetExportVersion' | 'assetChunkSize' | 'findingChunkAssets' | 'includesUnlicensed' | 'overlapMs'>;

/** Without it Tenable leaves fixed findings out. */
const allStates = ['OPEN', 'REOPENED', 'FIXED'];

/**
 * The exports that together answer one listing, in order. `since` is the time, by Tenable's clock, that the last complete
 * listing vouches for; undefined asks for everything.
 */
export function planExports(entity: ListedEntity, since: Date | undefined, options: PlanOptions, filters: readonly ExternalFilter[] = []): readonly ExportRequest[] {
	const narrowed = narrowExport(entity, filters);
	const from = since === undefined ? undefined : Math.max(Math.floor((since.getTime() - options.overlapMs) / 1000), 1);
	return entity === 'asset' ? planAssets(from, options, narrowed) : [planFindings(from, options, narrowed)];
}

function planAssets(from: number | undefined, {assetExportVersion, assetChunkSize}: PlanOptions, narrowed: JsonObject): readonly ExportRequest[] {
	const startPath = assetExportVersion === 2 ? 'assets/v2/export' : 'assets/export';
	const request = (what: string, filters: JsonObject): ExportRequest => ({kind: 'assets', startPath, what, settings: {chunk_size: assetChunkSize}, filters});
	// Narrowed, version 2 could hold back an asset that is gone.
	if (from === undefined) return [request('all assets', assetExportVersion === 2 ? {} : narrowed)];
	// Only version 2 has a time that means updated, deleted or terminated.
	if (assetExportVersion === 2) return [request('changed assets', {since: from})];
	// An asset that was deleted or has aged out is in no export but those that ask for it.
	return [
		request('changed assets', {...narrowed, updated_at: from}),
		request('deleted assets', {deleted_at: from}),
		request('terminated assets', {terminated_at: from}),
	];
}

function planFindings(from: number | undefined, {findingChunkAssets, includesUnlicensed}: PlanOptions, narrowed: JsonObject): ExportRequest {
	const settings = {num_assets: findingChunkAssets, include_unlicensed: includesUnlicensed};
	// Without a time filter only the last 30 days come; 0 counts as none. "indexed_at" tells when a finding was
	// published, which may be long after the scan that "since" looks at.
	const filters = from === undefined ? {since: 1, state: allStates, ...narrowed} : {indexed_at: from, state: allStates, ...narrowed};
	return {kind: 'vulns', startPath: 'vulns/export', what: from === undefined ? 'all findings' : 'changed findings', settings, filters};
}
