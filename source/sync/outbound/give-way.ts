import type {ExternalRecord, Page} from '../../core/connector.js';
import type {JsonValue} from '../../core/json.js';
import {isRestoration} from '../../core/stores/outbox-store.js';
import type {ConflictWrite, Fields, LinkedRecord} from '../../core/stores/page-store.js';
import {askAboutField} from '../decide/ask-about-field.js';
import {passesFilters} from '../decide/filter-record.js';
import {applyPage} from '../inbound/apply-page.js';
import {writeInParts} from '../inbound/split-page.js';
import {isSame} from '../mapping/normalize.js';
import type {Pair} from '../pair.js';
import {toRefusalProblem, type Sent} from './sent.js';
import {settleEntry, type EntryRun} from './settle-entry.js';

/**
 * A side moved: the entry steps aside, and the record is decided anew with what it shows; undefined: it is gone. What our own
 * table refuses of it is set aside, as when it is listed.
 */
export async function giveWay(entryRun: EntryRun, record: ExternalRecord | undefined, refusal?: string): Promise<Sent> {
	const {run: {pair}, entry} = entryRun;
	const page = {records: [record ?? {externalId: entry.externalId, fields: {}, isDeleted: true}], unreadable: []};
	let sent: Sent = {outcome: 'unchanged', opened: 0};
	for await (const part of writeInParts(pair.definition, page, part => stepAside(entryRun, part, refusal))) sent = part;
	return sent;
}

function stepAside(entryRun: EntryRun, page: Page, refusal: string | undefined): Promise<Sent> {
	const {dependencies: {failpoint}, run, entry} = entryRun;
	return settleEntry(entryRun, 'outbound.gave-way', async (stores, scope, linked) => {
		const end = () => stores.outbox.settle(entry.id, run.lease.token, refusal === undefined
			? {state: 'cancelled', error: 'One of the two sides changed before it could be sent.'}
			: {state: 'rejected', error: refusal});
		if (isRestoration(entry)) {
			// From here on what the other side shows counts, also where it is what we had written.
			await end();
			await stores.pages.updateLinks(scope, [{...linked, hash: ''}]);
		}
		const leftOut = findLeftOut(run.pair, linked, page.records[0]);
		if (leftOut !== undefined) {
			// Decided anew, it is left alone: known to be left out, it is not written down again by each run.
			await stores.pages.updateLinks(scope, [{...linked, theirs: leftOut.theirs, hash: ''}]);
			await stores.pages.renewConflicts(scope, leftOut.renewed);
		}
		const {plan} = await applyPage(stores.pages, scope, run.pair, page);
		if (!isRestoration(entry)) await end();
		await failpoint?.('outbound.gave-way-applied');
		if (refusal !== undefined) return {outcome: 'rejected', opened: plan.opened.length, problem: toRefusalProblem(run, refusal)};
		return {outcome: plan.opened.length > 0 ? 'conflicting' : 'unchanged', opened: plan.opened.length};
	});
}

type LeftOut = {readonly theirs: Fields; readonly renewed: readonly (ConflictWrite & {readonly id: number})[]};

/** Where the filters leave the record out by what it shows now: that, as far as they look at it, for the link and for what is asked about it. */
function findLeftOut(pair: Pair, linked: LinkedRecord, record: ExternalRecord | undefined): LeftOut | undefined {
	if (record === undefined || record.isDeleted) return undefined;
	const {policy: {filters}, definition: {fields}, mapper} = pair;
	const {internal, base, conflicts} = linked;
	const mapped = mapper.map(record);
	if (mapped.kind === 'invalid' || passesFilters(filters, {...internal, ...mapped.fields})) return undefined;
	const isSameHere = (field: string, left: JsonValue | undefined, right: JsonValue | undefined): boolean => isSame(fields[field] ?? 'text', left, right);
	const looked = new Set(filters.map(({field}) => field));
	const shown = Object.entries(mapped.fields).filter(([field]) => looked.has(field));
	return {
		theirs: Object.fromEntries([...Object.entries(linked.theirs).filter(([field]) => !looked.has(field)), ...shown.filter(([field, value]) => !isSameHere(field, value, base[field]))]),
		renewed: shown.flatMap(([field, external]) => conflicts.filter(asked => asked.field === field && asked.status === 'pending' && !isSameHere(field, asked.externalValue, external))
			.map(({id, reason}) => ({...askAboutField(pair, linked, {field, reason, base: base[field], internal: internal[field] ?? null, external}), id}))),
	};
}
