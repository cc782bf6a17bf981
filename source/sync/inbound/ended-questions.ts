import {toQuestionName} from '../../core/question-name.js';
import type {PageScope, StrangerQuestion} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import type {SyncDependencies} from '../dependencies.js';
import {engineActor} from '../../core/engine-actor.js';
import type {FingerprintSet} from './fingerprint-set.js';
import type {Pair} from '../pair.js';
import type {PairRun} from '../pair-run.js';
import type {DecidedRecord} from '../decide/decided-record.js';

/** Questions looked at in one statement. */
const batch = 1000;

/** What the questions of records are called that came and stay without a link. About one that a filter leaves out nothing is to be asked. */
export const listStrangers = (decided: readonly DecidedRecord[]): readonly string[] => decided
	.filter(({linkId, outcome}) => linkId === undefined && outcome.creates === undefined && outcome.links === undefined && outcome.outcome !== 'filtered')
	.map(({externalId}) => toQuestionName(externalId));

/** Questions about records without a link that a complete listing did not show: mended under another name, or gone. */
export async function findEnded(stores: Stores, {system, definition}: Pair, strangers: Pick<FingerprintSet, 'has'>): Promise<readonly StrangerQuestion[]> {
	const ended: StrangerQuestion[] = [];
	let after = 0;
	for (;;) {
		const questions = await stores.pages.listStrangerQuestions(system.id, definition.entityType, {after, limit: batch});
		const last = questions.at(-1);
		if (last === undefined) return ended;
		after = last.id;
		ended.push(...questions.filter(({externalId}) => !strangers.has(externalId)));
	}
}

/** Closes them, with one audit event for all, within the caller's transaction. */
export async function endQuestions(stores: Stores, {operationId, at}: Pick<PageScope, 'operationId' | 'at'>, {system, definition}: Pair, ended: readonly StrangerQuestion[]): Promise<void> {
	if (ended.length === 0) return;
	await stores.pages.closeConflicts(ended.map(({id}) => id), 'superseded', at);
	await stores.audit.append(engineActor, {
		action: 'conflicts.ended', targetType: 'operation', targetId: operationId,
		detail: {system: system.systemName, entityType: definition.entityType, why: 'A complete listing shows these records no more.', conflicts: Object.fromEntries(ended.map(({id, externalId}) => [id, externalId]))},
	});
}

/** After a complete pass; gives how many questions it answered. */
export async function concludeStrangers({database, clock}: Pick<SyncDependencies, 'database' | 'clock'>, {pair, lease, operationId}: PairRun, strangers: FingerprintSet): Promise<number> {
	const ended = await findEnded(database.stores, pair, strangers);
	if (ended.length === 0) return 0;
	await database.transact(async stores => {
		await lease.fence(stores);
		await endQuestions(stores, {operationId, at: clock.now()}, pair, ended);
	});
	return ended.length;
}
