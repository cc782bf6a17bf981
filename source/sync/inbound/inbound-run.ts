import type {Cursor} from '../../core/connector.js';
import {correlationRules} from '../../core/correlation-rule.js';
import type {RecordReader} from '../../core/mapping.js';
import type {Checkpoint} from '../../core/stores/checkpoint-store.js';
import type {PageScope} from '../../core/stores/page-store.js';
import type {SyncDependencies} from '../dependencies.js';
import {createDraftReader} from './draft-reader.js';
import {loadKnown, readKnown, type KnownLinks} from './known-links.js';
import {toPageScope} from './page-scope.js';
import {toPairKey} from '../pair.js';
import type {PairRun} from '../pair-run.js';
import {toRulesMark} from './rules-mark.js';
import {SoleWriter} from './sole-writer.js';

/** A run with what it has found out before its first page. */
export type InboundRun = PairRun & {
	/** Names the rules under which its pages are read, as its place does. */
	readonly rules: string;
	/** Where an earlier run of the same scope, under the same rules, broke off, with what it had counted. */
	readonly interrupted: Checkpoint['interrupted'];
	/** The watermark of the last complete listing, for what has changed since; everything is asked for without it. */
	readonly since: Cursor | undefined;
	/** Without a link nothing is known and nothing can be missed: a first load need not be served what it would leave out. */
	readonly isFirst: boolean;
	/** The links before a pass over everything; undefined where nothing is linked, and for any other run. */
	readonly known: Promise<KnownLinks> | undefined;
	/** How its records are read. The other side can begin meanwhile. */
	readonly read: Promise<RecordReader>;
	/** While nothing is there but what this run brings. */
	readonly sole: SoleWriter | undefined;
	/** Whether a stranger may be a row of ours without a link. What the run makes itself has one. */
	readonly mayCorrelate: boolean;
};

export async function beginInbound({database: {stores}}: SyncDependencies, begun: PairRun): Promise<InboundRun> {
	const {pair, selection, scope} = begun;
	const {system, definition} = pair;
	const checkpoint = await stores.checkpoints.find(toPairKey(pair));
	const isFirst = (await stores.pages.listLinks(system.id, definition.entityType, {limit: 1})).length === 0;
	const since = scope === 'changes' ? checkpoint?.watermark : undefined;
	const known = isFirst ? undefined : loadKnown(stores.pages, pair, {since, selection});
	const sole = isFirst ? await SoleWriter.begin(stores.pages, system.id, definition) : undefined;
	const rules = toRulesMark(pair);
	return {
		...begun, rules, isFirst, since, known, sole,
		read: sole === undefined ? readKnown(pair, known) : Promise.resolve(await createDraftReader(stores.pages, pair, sole)),
		interrupted: selection === undefined && canGoOn(checkpoint?.interrupted, {scope, rules}) ? checkpoint?.interrupted : undefined,
		mayCorrelate: correlationRules[definition.entityType] !== undefined && (await stores.pages.hasUnlinked(system.id, definition)),
	};
}

/** Whether the rest of what was interrupted is what this run is asked for; a place of an older release does not tell its rules. */
const canGoOn = (place: Checkpoint['interrupted'], {scope, rules}: Pick<InboundRun, 'scope' | 'rules'>): boolean =>
	place?.scope === scope && (place.rules === undefined || place.rules === rules);

/** Where and when what the run takes is written. */
export const toScope = ({clock}: Pick<SyncDependencies, 'clock'>, {pair, operationId, mayCorrelate}: InboundRun): PageScope =>
	({...toPageScope(pair, {operationId, at: clock.now()}), mayCorrelate});
