import type {ExternalRecord} from '../../core/connector.js';
import type {JsonValue} from '../../core/json.js';
import {isRestoration, type OutboxEntry} from '../../core/stores/outbox-store.js';
import type {Fields, LinkedRecord, SyncStatus} from '../../core/stores/page-store.js';
import {extendsValue} from '../decide/extends-value.js';
import {findGivenElsewhere} from '../decide/find-given-elsewhere.js';
import {planRecord, type RecordPlan} from '../decide/plan-record.js';
import {statusOfRecord} from '../decide/status-of-record.js';
import {isSame} from '../mapping/normalize.js';
import type {Pair} from '../pair.js';

/** What follows for a record of ours from an entry that has arrived. */
export type Confirmation = Pick<RecordPlan, 'opened' | 'renewed' | 'converged' | 'status'> & {
	readonly base: Fields;
	readonly theirs: Fields;
	/** The keys that they gave to what we added: without them the next change of it would find nothing to change. */
	readonly set: Fields;
	/** Fields of which nothing is owed any more. */
	readonly settled: readonly string[];
};

/**
 * The base moves to what the other side shows of the entry's fields. What it stores otherwise than it was sent is asked about,
 * and a question that waits about such a field, as after an undo, ends where both sides agree now. Pure.
 */
export function planConfirmation(pair: Pair, linked: LinkedRecord, entry: Pick<OutboxEntry, 'fields' | 'expected'>, record: ExternalRecord): Confirmation {
	const mapped = pair.mapper.map(record);
	const shown = mapped.kind === 'mapped' ? mapped.fields : {};
	// What it does not show, it took; null, it shows.
	const confirmed = Object.entries(entry.fields).map(([field, value]) => ({field, value: shown[field] === undefined ? value : shown[field]}));
	const isSameHere = (field: string, left: JsonValue | undefined, right: JsonValue | undefined): boolean =>
		isSame(pair.definition.fields[field] ?? 'text', left, right, pair.rules.find(rule => rule.field === field)?.policy.equality);
	// What was put back answers no question: it is where the question came from.
	const isBack = isRestoration(entry);
	const base = isBack ? linked.base : {...linked.base, ...toFields(confirmed)};
	const theirs = {
		...Object.fromEntries(Object.entries(linked.theirs).filter(([field]) => !Object.hasOwn(entry.fields, field))),
		...toFields(confirmed.filter(({field, value}) => !isSameHere(field, base[field], value))),
	};
	const set = toFields(confirmed.filter(({field, value}) => !isBack && pair.definition.fields[field] === 'json' && !isSameHere(field, linked.internal[field], value)
		&& isSameHere(field, linked.internal[field], entry.fields[field]) && extendsValue(entry.fields[field] ?? null, value)));
	const internal = {...linked.internal, ...set};
	const settled = confirmed.filter(({field, value}) => !isBack && isSameHere(field, internal[field], value)).map(({field}) => field);
	const plan = planRecord(pair.rules, {...linked, internal, base, theirs, external: {...base, ...theirs}, givenElsewhere: findGivenElsewhere(pair, linked), ...(isBack ? {} : {stored: entry.fields})});
	const opened = plan.opened.filter(({reason, field}) => reason === 'stored_otherwise' && Object.hasOwn(entry.fields, field));
	const isAbout = (id: number): boolean => !isBack && linked.conflicts.some(({id: known, field = ''}) => known === id && Object.hasOwn(entry.fields, field));
	const renewed = plan.renewed.filter(({id}) => isAbout(id));
	const converged = plan.converged.filter(isAbout);
	const waiting = linked.conflicts.filter(({id, status}) => status === 'pending' && !converged.includes(id));
	return {
		base, theirs, set, settled, opened, renewed, converged,
		status: toStatus(pair, linked, {settled, isAsked: opened.length + renewed.length + waiting.length > 0}),
	};
}

const toFields = (shown: ReadonlyArray<{readonly field: string; readonly value: JsonValue}>): Fields => Object.fromEntries(shown.map(({field, value}) => [field, value]));

/** What else moved meanwhile is decided by the next run: until then the status tells of what is on record. */
function toStatus({rules}: Pair, linked: LinkedRecord, {settled, isAsked}: {readonly settled: readonly string[]; readonly isAsked: boolean}): SyncStatus {
	const isOwed = rules.some(({field}) => linked.edits.has(field) && !settled.includes(field));
	return statusOfRecord(linked, {status: isAsked ? 'conflict' : isOwed ? 'pending' : 'synced'}, false);
}
