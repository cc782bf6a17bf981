import type {FailpointName} from '../../core/process/failpoint.js';
import type {JsonValue} from '../../core/json.js';
import type {ExternalRecord} from '../../core/connector.js';
import {noCounts} from '../../core/operation.js';
import {isRestoration, type OutboxEntry} from '../../core/stores/outbox-store.js';
import type {LinkedRecord, PageScope} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import {applyPage} from '../inbound/apply-page.js';
import {askAboutField} from '../decide/ask-about-field.js';
import type {SyncDependencies} from '../dependencies.js';
import {extendsValue} from '../decide/extends-value.js';
import {findGivenElsewhere} from '../decide/find-given-elsewhere.js';
import {isSame} from '../mapping/normalize.js';
import {pageLinks} from '../inbound/page-links.js';
import {toPageScope} from '../inbound/page-scope.js';
import {toPairKey} from '../pair.js';
import type {PairRun, RunProgress} from '../pair-run.js';
import {decideSend, keepOwed, planPush} from './plan-push.js';
import {planRecord, type PlannedConflict} from '../decide/plan-record.js';
import {proveMaySend, requireNoHold} from './push-hold.js';
import {statusOfRecord} from '../decide/status-of-record.js';
import {sendCreations} from './send-creations.js';
import {addSent, waitOrStop, type Sent} from './sent.js';

/**
 * Sends what is owed. Intent is on record before the first byte leaves; each entry is compared with a fresh look at the other
 * side before it is sent, and the base moves only to what the other side shows afterwards. An entry whose answer was lost
 * is looked up, never sent blindly.
 */
export async function runOutbound(dependencies: SyncDependencies, run: PairRun): Promise<RunProgress> {
	const {database, clock} = dependencies;
	const key = toPairKey(run.pair);
	await database.stores.outbox.recover(key, run.lease.token);
	await dependencies.failpoint?.('outbound.recovered');
	const problems = await writeDownOwed(dependencies, run);
	let state = await sendCreations(dependencies, run, {counts: noCounts, conflictsOpened: 0, conflictsConverged: 0, problems});
	for (;;) {
		run.signal.throwIfAborted();
		const entry = await database.stores.outbox.claim(key, {owner: dependencies.holder.owner, token: run.lease.token});
		if (entry === undefined) break;
		await dependencies.failpoint?.('outbound.claimed');
		const sent = await sendEntry(dependencies, run, entry);
		state = addSent(state, sent);
		run.onProgress(state);
		await database.stores.operations.change(run.operationId, state);
		await dependencies.failpoint?.('outbound.counted');
	}
	// A hold that came meanwhile also leaves nothing to claim.
	await requireNoHold(database.stores);
	await database.stores.checkpoints.finishOutbound(key, clock.now());
	await dependencies.failpoint?.('outbound.finished');
	return state;
}

const writableFieldsOf = ({connector, pair}: PairRun): readonly string[] => connector.capabilities.entities[pair.definition.entityType]?.writableFields ?? [];

/** Writes what is owed into the outbox; gives why something that is owed cannot leave. */
async function writeDownOwed({database, holder, failpoint}: SyncDependencies, run: PairRun): Promise<readonly string[]> {
	const {pair} = run;
	const writable = writableFieldsOf(run);
	const problems = new Set<string>();
	for await (const linkIds of pageLinks(database.stores.pages.listEditedLinks, pair)) {
		await database.transact(async stores => {
			await run.lease.fence(stores);
			const linked = await stores.pages.loadLinked(pair.definition, linkIds, pair.fields);
			const plans = linked.filter(record => !record.isInternalGone).map(record => planPush(pair, record, writable));
			for (const {refused} of plans) for (const {reason} of refused) problems.add(reason);
			await stores.outbox.put(toPairKey(pair), run.operationId, holder.owner, plans.flatMap(({entry}) => entry ?? []));
			await failpoint?.('outbound.owed-put');
		});
		await failpoint?.('outbound.owed-committed');
	}
	return [...problems];
}

async function sendEntry(dependencies: SyncDependencies, run: PairRun, entry: OutboxEntry): Promise<Sent> {
	const {connector, signal, pair} = run;
	const {entityType} = pair.definition;
	let mayHaveLeft = entry.isUnknown;
	try {
		const shown = await connector.read(entityType, entry.externalId, signal);
		await dependencies.failpoint?.('outbound.looked');
		const [linked] = await dependencies.database.stores.pages.readLinked(pair.definition, [entry.linkId], pair.fields);
		if (shown === undefined || linked === undefined || linked.isInternalGone) return await giveWay(dependencies, run, entry, shown);
		// A verdict, an edit or another rule since it was written down: only what is still owed leaves, in the words of today's mapping.
		const intent = isRestoration(entry)
			? {...entry, base: entry.expected, isUnknown: false}
			: {...entry, base: linked.base, changes: keepOwed(pair, entry, planPush(pair, linked, writableFieldsOf(run)))};
		const decision = decideSend(pair, intent, shown);
		if (decision.kind === 'done') return await confirm(dependencies, run, entry, shown);
		if (decision.kind === 'moved') return await giveWay(dependencies, run, entry, shown);
		await dependencies.failpoint?.('outbound.before-write');
		await proveMaySend(dependencies.database, run.lease);
		mayHaveLeft = true;
		const result = await connector.write({
			entityType, action: 'update', externalId: entry.externalId, changes: decision.changes, expected: decision.expected, marker: entry.marker, signal,
			...(shown.version === undefined ? {} : {version: shown.version}),
		});
		await dependencies.failpoint?.('outbound.written');
		switch (result.kind) {
			case 'written':
				return await confirm(dependencies, run, entry, result.record);
			case 'moved':
				return await giveWay(dependencies, run, entry, result.record);
			case 'rejected':
				return isRestoration(entry)
					? await giveWay(dependencies, run, entry, shown, result.reasons.join(' '))
					: await putBefore(dependencies, run, entry, result.reasons.join(' '));
		}
	} catch (error) {
		return waitOrStop(dependencies, run, entry, {error, mayHaveLeft});
	}
}

/** The other side shows our values: the base moves there, in one transaction with the end of the entry. */
function confirm(dependencies: SyncDependencies, run: PairRun, entry: OutboxEntry, record: ExternalRecord): Promise<Sent> {
	const {pair} = run;
	return inPair(dependencies, run, entry, 'outbound.confirmed', async (stores, scope, linked) => {
		const mapped = pair.mapper.map(record);
		const shown = mapped.kind === 'mapped' ? mapped.fields : {};
		const confirmed = Object.entries(entry.fields).map(([field, value]) => ({field, value: shown[field] ?? value}));
		// What was put back answers no question: it is where the question came from.
		const isBack = isRestoration(entry);
		const base = isBack ? linked.base : {...linked.base, ...Object.fromEntries(confirmed.map(({field, value}) => [field, value]))};
		const isSameHere = (field: string, left: JsonValue | undefined, right: JsonValue | undefined): boolean =>
			isSame(pair.definition.fields[field] ?? 'text', left, right, pair.rules.find(rule => rule.field === field)?.policy.equality);
		const theirs = {
			...Object.fromEntries(Object.entries(linked.theirs).filter(([field]) => !Object.hasOwn(entry.fields, field))),
			...Object.fromEntries(confirmed.filter(({field, value}) => !isSameHere(field, base[field], value)).map(({field, value}) => [field, value])),
		};
		// The whole record is looked at again when it next comes: what came back need not be all of it.
		await stores.pages.updateLinks(scope, [{...linked, base, theirs, hash: '', externalVersion: record.version, linkId: linked.linkId}]);
		// The keys that they gave to what we added: without them the next change of it would find nothing to change.
		const learned = confirmed.filter(({field, value}) => !isBack && pair.definition.fields[field] === 'json' && !isSameHere(field, linked.internal[field], value)
			&& isSameHere(field, linked.internal[field], entry.fields[field]) && extendsValue(entry.fields[field] ?? null, value));
		const set = Object.fromEntries(learned.map(({field, value}) => [field, value]));
		const internal = {...linked.internal, ...set};
		const settled = confirmed.filter(({field, value}) => !isBack && isSameHere(field, internal[field], value));
		await stores.pages.dropEdits(scope, settled.map(({field}) => ({internalId: linked.internalId, field})));
		const plan = planRecord(pair.rules, {...linked, internal, base, theirs, external: {...base, ...theirs}, givenElsewhere: findGivenElsewhere(pair, linked), ...(isBack ? {} : {stored: entry.fields})});
		const isAltered = ({reason, field}: PlannedConflict): boolean => reason === 'stored_otherwise' && Object.hasOwn(entry.fields, field);
		const altered = plan.opened.filter(isAltered);
		await stores.pages.openConflicts(scope, altered.map(planned => askAboutField(pair, linked, planned)));
		const renewed = plan.renewed.filter(isAltered);
		await stores.pages.renewConflicts(scope, renewed.map(planned => ({...askAboutField(pair, linked, planned), id: planned.id})));
		// What else moved meanwhile is decided by the next run: until then the status tells of what is on record.
		const isAsked = altered.length + renewed.length > 0 || linked.conflicts.some(conflict => conflict.status === 'pending');
		const isOwed = pair.rules.some(rule => linked.edits.has(rule.field) && !settled.some(({field}) => field === rule.field));
		const status = statusOfRecord(linked, {status: isAsked ? 'conflict' : isOwed ? 'pending' : 'synced'}, false);
		await stores.pages.updateRecords(scope, [{internalId: linked.internalId, set, status, raw: undefined}]);
		await dependencies.failpoint?.('outbound.confirm-moved');
		await stores.outbox.settle(entry.id, run.lease.token, {state: 'confirmed'});
		await dependencies.failpoint?.('outbound.confirm-settled');
		return {outcome: altered.length > 0 ? 'conflicting' : 'updated', opened: altered.length};
	});
}

/** A side moved: the entry steps aside, and the record is decided anew with what it shows. */
function giveWay(dependencies: SyncDependencies, run: PairRun, entry: OutboxEntry, record: ExternalRecord | undefined, refusal?: string): Promise<Sent> {
	return inPair(dependencies, run, entry, 'outbound.gave-way', async (stores, scope, linked) => {
		const gone = {externalId: entry.externalId, fields: {}, isDeleted: true};
		const end = () => stores.outbox.settle(entry.id, run.lease.token, refusal === undefined
			? {state: 'cancelled', error: 'One of the two sides changed before it could be sent.'}
			: {state: 'rejected', error: refusal});
		if (isRestoration(entry)) {
			// From here on what the other side shows counts, also where it is what we had written.
			await end();
			await stores.pages.updateLinks(scope, [{...linked, hash: ''}]);
		}
		const {plan} = await applyPage(stores.pages, scope, run.pair, {records: [record ?? gone], unreadable: []});
		if (!isRestoration(entry)) await end();
		await dependencies.failpoint?.('outbound.gave-way-applied');
		if (refusal !== undefined) return {outcome: 'rejected', opened: plan.opened.length, problem: toProblem(run, refusal)};
		return {outcome: plan.opened.length > 0 ? 'conflicting' : 'unchanged', opened: plan.opened.length};
	});
}

/** The other side refused for good: a person decides, field by field. */
function putBefore(dependencies: SyncDependencies, run: PairRun, entry: OutboxEntry, reasons: string): Promise<Sent> {
	const {definition} = run.pair;
	return inPair(dependencies, run, entry, 'outbound.refused', async (stores, scope, linked) => {
		const known = new Map(linked.conflicts.map(conflict => [conflict.field, conflict]));
		const asked = Object.keys(entry.fields).filter(field => known.get(field)?.status !== 'pending').map(field => ({
			id: known.get(field)?.id,
			...askAboutField(run.pair, linked, {
				field, reason: 'external_rejected', base: linked.base[field], internal: linked.internal[field] ?? null, external: linked.theirs[field] ?? linked.base[field],
			}, reasons),
		}));
		await stores.pages.openConflicts(scope, asked.filter(({id}) => id === undefined));
		// What a person had put aside is the same question, with a reason now.
		await stores.pages.renewConflicts(scope, asked.flatMap(({id, ...question}) => (id === undefined ? [] : [{...question, id}])));
		await stores.records.setSyncStatus(definition.entityType, [linked.internalId], 'conflict');
		await stores.outbox.settle(entry.id, run.lease.token, {state: 'rejected', error: reasons});
		await dependencies.failpoint?.('outbound.refused-asked');
		return {outcome: 'rejected', opened: asked.length, problem: toProblem(run, reasons)};
	});
}

const toProblem = ({pair}: PairRun, reasons: string): string => `${pair.system.systemName} refused a change: ${reasons}`;

type Settling = (stores: Stores, scope: PageScope, linked: LinkedRecord) => Promise<Sent>;

/** A fenced transaction that holds the entry's link and row. */
async function inPair(dependencies: SyncDependencies, run: PairRun, entry: OutboxEntry, end: FailpointName, work: Settling): Promise<Sent> {
	const {pair, operationId} = run;
	const scope = toPageScope(pair, {operationId, at: dependencies.clock.now()});
	const sent = await dependencies.database.transact(async (stores): Promise<Sent> => {
		await run.lease.fence(stores);
		const [linked] = await stores.pages.loadLinked(pair.definition, [entry.linkId], pair.fields);
		if (linked === undefined || linked.isInternalGone) {
			await stores.outbox.settle(entry.id, run.lease.token, {state: 'cancelled', error: 'Our record is gone.'});
			return {outcome: 'unchanged', opened: 0};
		}
		return work(stores, scope, linked);
	});
	await dependencies.failpoint?.(end);
	return sent;
}
