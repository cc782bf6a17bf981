import type {BulkVerdictPage, ConflictSelection} from '../core/stores/bulk-verdict-store.js';

/** The conflicts of a page, or of a part of it, that were neither settled nor skipped. */
export function leftOf({selection: {ids, versions}, settledIds, skipped}: Omit<BulkVerdictPage, 'page'>, part?: ReadonlySet<number>): ConflictSelection {
	const done = new Set([...settledIds, ...skipped.flatMap(one => one.ids)]);
	const left = ids.map((id, index) => ({id, version: versions[index] ?? 0})).filter(({id}) => !done.has(id) && part?.has(id) !== false);
	return {ids: left.map(({id}) => id), versions: left.map(({version}) => version)};
}
