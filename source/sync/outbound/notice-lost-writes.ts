import type {Stores} from '../../core/stores/stores.js';
import {isMarkerOf} from '../../core/write-marker.js';
import type {SyncDependencies} from '../dependencies.js';
import {engineActor} from '../../core/engine-actor.js';
import type {Pair} from '../pair.js';
import type {DecidedRecord} from '../decide/decided-record.js';

/** Ids that are named as evidence; the rest are counted. */
const namedIds = 5;

type MarkedRecord = {readonly externalId: string; readonly marker: string};

/** Records without a link that were made by this installation, going by their markers. Pure. */
const listOwnStrangers = (tag: string, decided: readonly DecidedRecord[]): readonly MarkedRecord[] => decided.flatMap(({source, externalId, linkId}) =>
	(linkId === undefined && source.kind === 'record' && source.record.marker !== undefined && isMarkerOf(tag, source.record.marker) ? [{externalId, marker: source.record.marker.toLowerCase()}] : []));

/**
 * What this installation made on the other side and the database knows nothing of was made by a later state of it: it was
 * restored, and nothing may leave. In the transaction that takes the records in: from then on they are no strangers any more.
 */
export async function noticeLostWrites({holder, logger}: Pick<SyncDependencies, 'holder' | 'logger'>, stores: Stores, {system, definition}: Pair, decided: readonly DecidedRecord[]): Promise<void> {
	// Few strangers carry a marker at all.
	if (!decided.some(({source, linkId}) => linkId === undefined && source.kind === 'record' && source.record.marker !== undefined)) return;
	const {id, markerTag} = await stores.pushHolds.readInstallation();
	const own = listOwnStrangers(markerTag, decided);
	const unknown = new Set(own.length === 0 ? [] : await stores.pushHolds.listUnknownMarkers(own.map(({marker}) => marker)));
	const lost = own.filter(({marker}) => unknown.has(marker));
	if (lost.length === 0) return;
	const names = lost.slice(0, namedIds).map(({externalId}) => externalId).join(', ');
	const evidence = `${system.systemName} shows ${definition.plural} that were made from here, and it does not know of them: ${names}${lost.length > namedIds ? ` and ${lost.length - namedIds} more` : ''}.`;
	if (!(await stores.pushHolds.open({noticedBy: holder.host, evidence}))) return;
	await stores.audit.append(engineActor, {action: 'push.hold', targetType: 'database', targetId: id, detail: {host: holder.host, evidence}});
	logger.error('The database was restored from an earlier state; pushing is held', {evidence});
}
