import type {ExternalRecord, Page} from '../../core/connector.js';
import {isRestoration} from '../../core/stores/outbox-store.js';
import type {Fields, LinkedRecord} from '../../core/stores/page-store.js';
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
		const theirs = findLeftOut(run.pair, linked, page.records[0]);
		// Decided anew, it is left alone: known to be left out, it is not written down again by each run.
		if (theirs !== undefined) await stores.pages.updateLinks(scope, [{...linked, theirs, hash: ''}]);
		const {plan} = await applyPage(stores.pages, scope, run.pair, page);
		if (!isRestoration(entry)) await end();
		await failpoint?.('outbound.gave-way-applied');
		if (refusal !== undefined) return {outcome: 'rejected', opened: plan.opened.length, problem: toRefusalProblem(run, refusal)};
		return {outcome: plan.opened.length > 0 ? 'conflicting' : 'unchanged', opened: plan.opened.length};
	});
}

/** Where the filters leave the record out by what it shows now: what the link knows of the other side, and what the filters look at. */
function findLeftOut({mapper, policy, definition}: Pair, {internal, base, theirs}: LinkedRecord, record: ExternalRecord | undefined): Fields | undefined {
	if (record === undefined || record.isDeleted) return undefined;
	const mapped = mapper.map(record);
	if (mapped.kind === 'invalid' || passesFilters(policy.filters, {...internal, ...mapped.fields})) return undefined;
	const looked = new Map(policy.filters.map(({field}) => [field, mapped.fields[field]]));
	const differing = [...looked].flatMap(([field, value]) => (value === undefined || isSame(definition.fields[field] ?? 'text', value, base[field]) ? [] : [[field, value] as const]));
	return {...Object.fromEntries(Object.entries(theirs).filter(([field]) => !looked.has(field))), ...Object.fromEntries(differing)};
}
