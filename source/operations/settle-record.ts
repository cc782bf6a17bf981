import type {Conflict} from '../core/conflict.js';
import {entityDefinitions} from '../core/entity.js';
import {isJsonObject} from '../core/json.js';
import type {RecordVerdict} from '../core/record-verdict.js';
import type {Fields, PageScope} from '../core/stores/page-store.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import {isDataError} from '../sync/inbound/is-data-error.js';
import {loadPair} from '../sync/load-pair.js';
import {toPageScope} from '../sync/inbound/page-scope.js';
import type {Pair} from '../sync/pair.js';
import {createRecord, linkRecord} from '../sync/inbound/settle-stranger.js';
import {auditConflict} from './audit-conflict.js';
import type {OperationContext} from './context.js';
import {describeStale} from './verdicts/describe-settled.js';
import {getConflictRow} from './get-conflict-row.js';
import {loadRecordChoices} from './list-record-verdicts.js';
import {lockConflict, type DisputedRecord} from './verdicts/lock-conflict.js';
import type {Resolution} from './resolve-conflict.js';
import {oweOthers, type VerdictBy} from './verdicts/owe-others.js';
import {putRecordStatus} from './verdicts/put-record-status.js';
import {requireChange} from './require-role.js';

export type SettleRecordRequest = {readonly id: number; readonly version: number; readonly verdict: RecordVerdict};

/**
 * Settles one conflict over a whole record: rows, link, questions, conflict and audit event in one transaction. Like any
 * verdict it counts only for what the person saw; else the answer is `stale`.
 * @throws NOT_FOUND, CONFLICT_VERDICT_REFUSED
 */
export async function settleRecord(context: OperationContext, request: SettleRecordRequest): Promise<Resolution> {
	requireChange(context, 'operator', 'settle conflicts');
	try {
		return await context.database.transact(stores => settle(context, stores, request));
	} catch (error) {
		if (isDataError(error)) throw refuse(request.id, `The database does not take it: ${error.message}.`);
		throw error;
	}
}

async function settle(context: OperationContext, stores: Stores, {id, version, verdict}: SettleRecordRequest): Promise<Resolution> {
	const {actor, clock} = context;
	const at = clock.now();
	const disputed = await lockConflict(stores, id);
	const {conflict} = disputed;
	if (conflict.status !== 'pending' || conflict.version !== version) return {kind: 'stale', conflict, text: describeStale(conflict, at)};
	const choice = (await loadRecordChoices(stores, disputed)).find(one => isSameVerdict(one.verdict, verdict));
	if (choice === undefined) throw refuse(id, 'That is no answer to this question.');
	if ('refusal' in choice) throw refuse(id, choice.refusal);
	await stores.conflicts.settle(id, {
		status: 'resolved', action: verdict.kind, value: undefined, userId: actor.userId, username: actor.username, at,
		before: {internal: undefined, base: disputed.link?.base, theirs: disputed.link?.theirs, edit: undefined},
	});
	await carryOut(stores, {...disputed, verdict, pair: await loadPairOf(stores, conflict), scope: {operationId: conflict.operationId ?? context.newId(), at}, by: {username: actor.username, at}});
	const settled = await getConflictRow(stores, id);
	await auditConflict(context, stores, {action: `conflict.${verdict.kind}`, before: conflict, after: settled});
	return {kind: 'settled', conflict: settled, text: choice.text};
}

const isSameVerdict = (left: RecordVerdict, right: RecordVerdict): boolean =>
	left.kind === right.kind && (left.kind !== 'link' || right.kind !== 'link' || left.internalId === right.internalId);

type Decision = DisputedRecord & {readonly verdict: RecordVerdict; readonly pair: Pair; readonly scope: Pick<PageScope, 'operationId' | 'at'>; readonly by: VerdictBy};

async function carryOut(stores: Stores, {conflict, link, verdict, pair, scope, by}: Decision): Promise<void> {
	const page = toPageScope(pair, scope);
	const external: Fields = isJsonObject(conflict.externalValue) ? conflict.externalValue : {};
	const externalId = conflict.externalEntityId ?? '';
	switch (verdict.kind) {
		case 'unlink':
		case 'mark_gone': {
			if (link === undefined) return;
			const fields = verdict.kind === 'mark_gone' ? (pair.policy.whenGone ?? {}) : {};
			const before = await stores.records.find(conflict.entityType, link.internalId, Object.keys(fields));
			for (const [field, value] of Object.entries(fields)) await stores.records.setField(conflict.entityType, link.internalId, field, value);
			await oweOthers(stores, Object.keys(fields).map(field => ({...link, field, before: before?.fields[field] ?? null})), by);
			await unlink(stores, conflict.id, link.id);
			await putRecordStatus(stores, conflict, link);
			return;
		}
		case 'create_again':
			if (link === undefined) return;
			await unlink(stores, conflict.id, link.id);
			await createRecord(stores.pages, page, pair, {externalId: link.externalId, fields: {...link.base, ...link.theirs}});
			return;
		case 'link':
			await linkRecord(stores.pages, page, pair, {externalId, internalId: verdict.internalId, fields: external});
			return;
		case 'create':
			await createRecord(stores.pages, page, pair, {externalId, fields: external});
			return;
	}
}

async function unlink(stores: Stores, conflictId: number, linkId: string): Promise<void> {
	if (await stores.links.remove(linkId)) return;
	throw refuse(conflictId, 'A change of it is on its way to the other side, and nobody knows yet whether it arrived. Run the sync first.');
}

async function loadPairOf(stores: Stores, {externalSystemId, entityType, systemName, id}: Conflict): Promise<Pair> {
	const system = await stores.systems.findById(externalSystemId);
	const policy = await stores.rules.findPolicy(externalSystemId, entityType);
	if (system === undefined || policy === undefined) throw refuse(id, `${systemName} has no policy for ${entityDefinitions[entityType].plural} any more.`);
	return loadPair(stores, system, policy);
}

const refuse = (id: number, reason: string): AppError => new AppError({
	code: 'CONFLICT_VERDICT_REFUSED',
	message: `Conflict ${id} cannot be settled so. ${reason}`,
	nextStep: `See "parley conflicts show ${id}" for what is possible.`,
});
