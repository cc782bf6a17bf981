import type {ExternalRecord, Page} from '../../core/connector.js';
import {toEntityKey} from '../../core/entity.js';
import type {Creation} from '../../core/stores/creation-store.js';
import type {OutboxOutcome} from '../../core/stores/outbox-store.js';
import type {PageScope} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import {applyPage} from '../inbound/apply-page.js';
import type {SyncDependencies} from '../dependencies.js';
import {toPageScope} from '../inbound/page-scope.js';
import {writeInParts} from '../inbound/split-page.js';
import {toPairKey} from '../pair.js';
import type {PairRun, RunProgress} from '../pair-run.js';
import {planCreation, type CreationPlan} from './plan-creation.js';
import {proveMaySend} from './push-hold.js';
import {addSent, waitOrStop, type Sent} from './sent.js';

/**
 * Has records of ours made on the other side. What is sent is on record before it leaves, and carries a marker that never
 * changes: the connector looks for it before it makes anything, so an answer that was lost costs a look and never a double.
 * What comes back meets our record as any record that comes in does, with what was sent as the base.
 */
export async function sendCreations(dependencies: SyncDependencies, run: PairRun, before: RunProgress): Promise<RunProgress> {
	const {creations, operations} = dependencies.database.stores;
	const {pair, lease} = run;
	const key = toPairKey(pair);
	let state = before;
	for (;;) {
		run.signal.throwIfAborted();
		const creation = await creations.claim(key, {owner: dependencies.holder.owner, token: lease.token});
		if (creation === undefined) return state;
		await dependencies.failpoint?.('outbound.claimed');
		const sent = await sendCreation(dependencies, run, creation);
		state = addSent(state, sent);
		run.onProgress(state);
		await operations.change(run.operationId, state);
		await dependencies.failpoint?.('outbound.counted');
	}
}

async function sendCreation(dependencies: SyncDependencies, run: PairRun, creation: Creation): Promise<Sent> {
	const {connector, signal, lease, pair: {definition: {entityType}, system}} = run;
	const {creations} = dependencies.database.stores;
	let mayHaveLeft = creation.isUnknown;
	try {
		if (await creations.isLinked({externalSystemId: system.id, entityType}, creation.internalId)) return await end(dependencies, run, creation, {state: 'confirmed'});
		const plan = await planAnew(dependencies, run, creation);
		if (plan === undefined) return await end(dependencies, run, creation, {state: 'cancelled', error: 'Our record is gone.'});
		if (plan.refusals.length > 0) return await refuse(dependencies, run, creation, plan.refusals);
		if (!creation.isUnknown) await creations.amend(creation.id, lease.token, plan);
		await dependencies.failpoint?.('outbound.before-write');
		await proveMaySend(dependencies.database, lease);
		mayHaveLeft = true;
		const result = await connector.write({entityType, action: 'create', changes: plan.changes, expected: {}, marker: creation.marker, signal});
		await dependencies.failpoint?.('outbound.written');
		switch (result.kind) {
			case 'written':
				return await confirm(dependencies, run, creation, result.record);
			case 'moved':
				// Something is in its place and nothing was made: the next look meets it as any other record.
				return await refuse(dependencies, run, creation, ['Another record is in its place.']);
			case 'rejected':
				return await refuse(dependencies, run, creation, result.reasons);
		}
	} catch (error) {
		return waitOrStop(dependencies, run, creation, {error, mayHaveLeft});
	}
}

/** What our record is now; of what may have left already, what was sent. Undefined when our record is gone. */
async function planAnew({database}: SyncDependencies, {pair, connector}: PairRun, creation: Creation): Promise<CreationPlan | undefined> {
	const {entityType} = pair.definition;
	const ours = await database.stores.records.find(entityType, creation.internalId, pair.mappings.map(({internalField}) => internalField));
	if (ours === undefined) return undefined;
	if (creation.isUnknown) return {...creation, refusals: []};
	const capabilities = connector.capabilities.entities[entityType];
	if (!capabilities?.canCreate) return {fields: {}, changes: {}, refusals: [`${pair.system.systemName} lets nobody make ${pair.definition.plural}.`]};
	return planCreation(pair, ours.fields, capabilities);
}

/** The other side has it: it is linked as what comes in is, in one transaction with the end of the entry; or set aside, as what comes in is. */
async function confirm(dependencies: SyncDependencies, run: PairRun, creation: Creation, record: ExternalRecord): Promise<Sent> {
	let sent: Sent = {outcome: 'created', opened: 0};
	const link = (page: Page): Promise<Sent> => end(dependencies, run, creation, {state: 'confirmed'}, async (stores, scope) => {
		const {plan} = await applyPage(stores.pages, scope, run.pair, page);
		await dependencies.failpoint?.('outbound.confirm-moved');
		return {outcome: 'created', opened: plan.opened.length};
	});
	for await (const part of writeInParts(run.pair.definition, {records: [{...record, marker: creation.marker}], unreadable: []}, link)) sent = part;
	return sent;
}

/** The other side refused for good: a person has to change our record, and to have it sent again. */
const refuse = (dependencies: SyncDependencies, run: PairRun, creation: Creation, reasons: readonly string[]): Promise<Sent> => {
	const {definition, system} = run.pair;
	const error = reasons.join(' ');
	return end(dependencies, run, creation, {state: 'rejected', error}, async stores => {
		const ours = await stores.records.find(definition.entityType, creation.internalId, definition.keyFields);
		await stores.records.setSyncStatus(definition.entityType, [creation.internalId], 'error');
		return {outcome: 'rejected', opened: 0, problem: `${system.systemName} refused ${definition.entityType} ${toEntityKey(definition, ours?.fields ?? {})}: ${error}`};
	});
};

type Work = (stores: Stores, scope: PageScope) => Promise<Sent>;

/** Ends the entry in a fenced transaction, with what else follows from it. */
async function end(dependencies: SyncDependencies, {pair, lease, operationId}: PairRun, creation: Creation, outcome: OutboxOutcome, work: Work = async () => ({outcome: 'unchanged', opened: 0})): Promise<Sent> {
	const scope = toPageScope(pair, {operationId, at: dependencies.clock.now()});
	const sent = await dependencies.database.transact(async stores => {
		await lease.fence(stores);
		const done = await work(stores, scope);
		await stores.outbox.settle(creation.id, lease.token, outcome);
		await dependencies.failpoint?.('outbound.confirm-settled');
		return done;
	});
	await dependencies.failpoint?.('outbound.confirmed');
	return sent;
}
