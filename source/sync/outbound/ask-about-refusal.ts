import type {ConflictWrite, LinkedRecord} from '../../core/stores/page-store.js';
import type {OutboxEntry} from '../../core/stores/outbox-store.js';
import {askAboutField} from '../decide/ask-about-field.js';
import type {Pair} from '../pair.js';
import {toRefusalProblem, type Sent} from './sent.js';
import {settleEntry, type EntryRun} from './settle-entry.js';

type Questions = {readonly opened: readonly ConflictWrite[]; readonly renewed: readonly (ConflictWrite & {readonly id: number})[]};

/** The other side refused for good: a person decides, field by field. */
export const askAboutRefusal = (entryRun: EntryRun, reasons: string): Promise<Sent> => {
	const {dependencies: {failpoint}, run, entry} = entryRun;
	return settleEntry(entryRun, 'outbound.refused', async (stores, scope, linked) => {
		const {opened, renewed} = planQuestions(run.pair, linked, entry, reasons);
		await stores.pages.openConflicts(scope, opened);
		await stores.pages.renewConflicts(scope, renewed);
		await stores.records.setSyncStatus(run.pair.definition.entityType, [linked.internalId], 'conflict');
		await stores.outbox.settle(entry.id, run.lease.token, {state: 'rejected', error: reasons});
		await failpoint?.('outbound.refused-asked');
		return {outcome: 'rejected', opened: opened.length + renewed.length, problem: toRefusalProblem(run, reasons)};
	});
};

/** What a person had put aside is the same question, with a reason now; what is asked already is not asked again. Pure. */
function planQuestions(pair: Pair, linked: LinkedRecord, {fields}: Pick<OutboxEntry, 'fields'>, reasons: string): Questions {
	const known = new Map(linked.conflicts.map(conflict => [conflict.field, conflict]));
	const asked = Object.keys(fields).filter(field => known.get(field)?.status !== 'pending').map(field => ({
		id: known.get(field)?.id,
		question: askAboutField(pair, linked, {
			field, reason: 'external_rejected', base: linked.base[field], internal: linked.internal[field] ?? null, external: linked.theirs[field] ?? linked.base[field],
		}, reasons),
	}));
	return {
		opened: asked.filter(({id}) => id === undefined).map(({question}) => question),
		renewed: asked.flatMap(({id, question}) => (id === undefined ? [] : [{...question, id}])),
	};
}
