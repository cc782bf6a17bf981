import type {ExternalRecord} from '../../core/connector.js';
import {isRestoration, type OutboxEntry} from '../../core/stores/outbox-store.js';
import type {LinkedRecord} from '../../core/stores/page-store.js';
import type {SyncDependencies} from '../dependencies.js';
import type {PairRun} from '../pair-run.js';
import {askAboutRefusal} from './ask-about-refusal.js';
import {confirmEntry} from './confirm-entry.js';
import {decideSend, type Intent, type SendDecision} from './decide-send.js';
import {giveWay} from './give-way.js';
import {keepOwed, planPush} from './plan-push.js';
import {proveMaySend} from './push-hold.js';
import {waitOrStop, type Sent} from './sent.js';
import type {EntryRun} from './settle-entry.js';
import {writableFieldsOf} from './writable-fields-of.js';

/** Looks at the other side, sends what may still leave, and ends the entry by what came of it. */
export async function sendEntry(dependencies: SyncDependencies, run: PairRun, entry: OutboxEntry): Promise<Sent> {
	const {connector, signal, pair} = run;
	const entryRun: EntryRun = {dependencies, run, entry};
	let mayHaveLeft = entry.isUnknown;
	try {
		const shown = await connector.read(pair.definition.entityType, entry.externalId, signal);
		await dependencies.failpoint?.('outbound.looked');
		const [linked] = await dependencies.database.stores.pages.readLinked(pair.definition, [entry.linkId], pair.fields);
		if (shown === undefined || linked === undefined || linked.isInternalGone) return await giveWay(entryRun, shown);
		const decision = decideSend(pair, toIntent(run, entry, linked), shown);
		switch (decision.kind) {
			case 'done':
				return await confirmEntry(entryRun, shown);
			case 'moved':
				return await giveWay(entryRun, shown);
			case 'send':
				await dependencies.failpoint?.('outbound.before-write');
				await proveMaySend(dependencies.database, run.lease);
				mayHaveLeft = true;
				return await write(entryRun, shown, decision);
		}
	} catch (error) {
		return waitOrStop(dependencies, run, entry, {error, mayHaveLeft});
	}
}

/** A verdict, an edit or another rule since it was written down: only what is still owed leaves, in the words of today's mapping. */
function toIntent(run: PairRun, entry: OutboxEntry, linked: LinkedRecord): Intent {
	if (isRestoration(entry)) return {...entry, base: entry.expected, isUnknown: false};
	return {...entry, base: linked.base, changes: keepOwed(run.pair, entry, planPush(run.pair, linked, writableFieldsOf(run)))};
}

type Sending = Extract<SendDecision, {kind: 'send'}>;

/** `shown`: what the look has found. */
async function write(entryRun: EntryRun, shown: ExternalRecord, {changes, expected}: Sending): Promise<Sent> {
	const {dependencies, run: {connector, pair, signal}, entry} = entryRun;
	const result = await connector.write({
		entityType: pair.definition.entityType, action: 'update', externalId: entry.externalId, changes, expected, marker: entry.marker, signal,
		...(shown.version === undefined ? {} : {version: shown.version}),
	});
	await dependencies.failpoint?.('outbound.written');
	switch (result.kind) {
		case 'written':
			return confirmEntry(entryRun, result.record);
		case 'moved':
			return giveWay(entryRun, result.record);
		case 'rejected': {
			const reasons = result.reasons.join(' ');
			return isRestoration(entry) ? giveWay(entryRun, shown, reasons) : askAboutRefusal(entryRun, reasons);
		}
	}
}
