import type {UnreadableRecord, ExternalRecord} from '../../core/connector.js';
import {addCounts, noCounts} from '../../core/operation.js';
import type {SpooledItem, SpoolPosition} from '../../core/stores/plan-store.js';
import type {Stores} from '../../core/stores/stores.js';
import {applyEdits, applyPage} from '../inbound/apply-page.js';
import type {DecidedPair} from './decide-pair.js';
import type {SyncDependencies} from '../dependencies.js';
import {endQuestions} from '../inbound/ended-questions.js';
import {stalePlan, type HeldPair} from '../held-pairs.js';
import {askAboutMissing} from '../inbound/missing-records.js';
import {noticeLostWrites} from '../outbound/notice-lost-writes.js';
import {OutcomeDigest} from './outcome-digest.js';
import {toPageScope} from '../inbound/page-scope.js';

export type LookedPair = HeldPair & {readonly decided: DecidedPair};

/** Writes every pair of a plan within the caller's transaction, with its operations. @throws SYNC_PLAN_STALE when our side has moved since the look */
export async function writePlanned(dependencies: SyncDependencies, stores: Stores, looked: readonly LookedPair[]): Promise<void> {
	const at = dependencies.clock.now();
	for (const {lease} of looked) await lease.fence(stores);
	for (const pair of looked) await writePair(dependencies, stores, pair, at);
	for (const [parentId, children] of Map.groupBy(looked, ({parentId: id}) => id)) {
		const problems = children.flatMap(({decided}) => decided.problems);
		const status = problems.length === 0 ? 'completed' : 'partial';
		await stores.operations.change(parentId, {status, problems, completedAt: at, counts: children.reduce((sum, {decided}) => addCounts(sum, decided.counts), noCounts)});
		const [child] = children;
		if (child !== undefined) await stores.systems.markSynced(child.key.externalSystemId, status, at);
	}
}

async function writePair(dependencies: SyncDependencies, stores: Stores, {pair, planned, decided, operationId, key}: LookedPair, at: Date): Promise<void> {
	const {definition} = pair;
	const scope = toPageScope(pair, {operationId, at});
	const digest = new OutcomeDigest();
	for await (const {records, unreadable, linkIds} of readParts(stores, {operationId, key, size: pair.policy.batchSize})) {
		const page = await applyPage(stores.pages, scope, pair, {records, unreadable});
		await noticeLostWrites(dependencies, stores, pair, page.decided);
		const edits = linkIds.length === 0 ? [] : (await applyEdits(stores.pages, scope, pair, linkIds)).decided;
		for (const record of [...page.decided, ...edits]) digest.add(record);
	}
	for (const linkId of decided.vanished) digest.addMissing(linkId);
	for (const {externalId} of decided.ended) digest.addEnded(externalId);
	if (digest.toString() !== planned.digest) throw stalePlan(`Our own ${definition.plural} were changed while the plan was being applied.`);
	if (decided.vanished.length > 0) await askAboutMissing(stores, scope, pair, decided.vanished);
	await endQuestions(stores, scope, pair, decided.ended);
	if (decided.isWhole) await stores.checkpoints.finish(key, {watermark: decided.last?.watermark, isFull: decided.isFull, isComplete: decided.problems.length === 0, at});
	await stores.operations.change(operationId, {
		status: decided.problems.length === 0 ? 'completed' : 'partial', counts: decided.counts, problems: decided.problems, completedAt: at,
		conflictsOpened: decided.tally.conflictsOpened, conflictsConverged: decided.tally.conflictsClosed,
	});
}

type Part = {readonly records: readonly ExternalRecord[]; readonly unreadable: readonly UnreadableRecord[]; readonly linkIds: readonly string[]};
type Spool = Pick<LookedPair, 'operationId' | 'key'> & {readonly size: number};

/** In the order of the links, which is the order in which every writer takes them. */
async function* readParts(stores: Stores, {operationId, key, size}: Spool): AsyncGenerator<Part> {
	let after: SpoolPosition | undefined;
	do {
		const page = await stores.plans.readSpool(operationId, key, after, size);
		yield toPart(page.rows);
		after = page.next;
	} while (after !== undefined);
}

const toPart = (items: readonly SpooledItem[]): Part => ({
	records: items.flatMap(item => (item.kind === 'record' ? [item.record] : [])),
	unreadable: items.flatMap(item => (item.kind === 'unreadable' ? [item.unreadable] : [])),
	linkIds: items.flatMap(item => (item.kind === 'edit' ? [item.linkId] : [])),
});
