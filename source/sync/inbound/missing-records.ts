import type {Failpoint} from '../../core/process/failpoint.js';
import type {PageScope} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import {toEntityKey, toEntityLabel} from '../../core/entity.js';
import {anonymous} from '../decide/ask-about-record.js';
import type {SyncDependencies} from '../dependencies.js';
import {guardDisappearance, type Disappearance} from './guards.js';
import type {KnownLinks} from './known-links.js';
import type {LinkSet} from './link-set.js';
import {toPageScope} from './page-scope.js';
import {toPairKey, type Pair} from '../pair.js';
import type {PairRun} from '../pair-run.js';

/** A record is called missing after this many complete passes in a row without it. */
const passesUntilMissing = 2;

/** A complete listing: the links that were there before it, and those that it met. */
export type CompletePass = {readonly known: KnownLinks; readonly seen: LinkSet; readonly startedAt: Date};

/** Links that a complete listing did not meet. Those that were made since it began, or are gone, do not count. */
export type Vanished = {
	/** About those no person has been asked yet. */
	readonly links: readonly string[];
	readonly counts: Disappearance;
};

export async function findVanished(stores: Stores, {known, seen, startedAt}: CompletePass): Promise<Vanished> {
	const unmet = known.links.without(seen);
	const missing = unmet.length === 0 ? [] : await stores.pages.listLinksBefore(unmet, startedAt);
	return {
		links: missing.filter(({missedPasses}) => missedPasses < passesUntilMissing).map(({linkId}) => linkId),
		counts: {missing: missing.length, news: missing.filter(({missedPasses}) => missedPasses === 0).length, linked: known.links.size},
	};
}

/** After a complete pass: what it did not meet is counted, and asked about once it was missing often enough. Gives how many questions were opened. */
export async function concludeMissing({database, clock, failpoint}: SyncDependencies, run: PairRun, pass: CompletePass): Promise<number> {
	const {pair} = run;
	const {definition} = pair;
	const {links, counts} = await findVanished(database.stores, pass);
	if (links.length === 0) return 0;
	await guardOrBeginAnew({database}, run, () => guardDisappearance(definition.plural, counts));
	const opened = await database.transact(async stores => {
		await run.lease.fence(stores);
		const scope = toPageScope(pair, {operationId: run.operationId, at: clock.now()});
		return askAboutMissing(stores, scope, pair, links, failpoint);
	});
	await failpoint?.('inbound.missing-committed');
	return opened;
}

/**
 * A pass that a guard stops at its end is not to be gone on with: what it met is known to this process only, and a pass
 * that began at the last page could conclude nothing. The next one begins anew, and is stopped again while things are so.
 */
async function guardOrBeginAnew({database}: Pick<SyncDependencies, 'database'>, {lease, pair}: PairRun, guard: () => void): Promise<void> {
	try {
		guard();
	} catch (error) {
		await database.transact(async stores => {
			await lease.fence(stores);
			await stores.checkpoints.beginAnew(toPairKey(pair));
		});
		throw error;
	}
}

/** Counts one more pass without these records, within the caller's transaction; gives how many questions that opened. */
export async function askAboutMissing(stores: Stores, scope: PageScope, pair: Pair, vanished: readonly string[], failpoint?: Failpoint): Promise<number> {
	const {definition} = pair;
	const missing = await stores.pages.markMissing(vanished, passesUntilMissing);
	await failpoint?.('inbound.missing-marked');
	const records = missing.length === 0 ? [] : await stores.pages.loadLinked(definition, missing, pair.fields);
	const asked = records.filter(record => !record.conflicts.some(conflict => conflict.type === 'missing_record'));
	await stores.pages.openConflicts(scope, asked.map(record => ({
		...anonymous, externalId: record.externalId, linkId: record.linkId, internalId: record.internalId,
		entityId: toEntityKey(definition, record.internal), entityLabel: toEntityLabel(definition, record.internal),
		type: 'missing_record', reason: 'vanished', base: record.base, internal: record.internal, external: undefined,
		externalAt: record.externalAt, externalBy: record.externalBy, note: `Not returned by ${passesUntilMissing} complete listings in a row.`,
	})));
	await stores.records.setSyncStatus(definition.entityType, asked.map(record => record.internalId), 'conflict');
	await failpoint?.('inbound.missing-asked');
	return asked.length;
}
