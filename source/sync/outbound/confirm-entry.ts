import type {ExternalRecord} from '../../core/connector.js';
import {askAboutField} from '../decide/ask-about-field.js';
import {planConfirmation} from './plan-confirmation.js';
import type {Sent} from './sent.js';
import {settleEntry, type EntryRun} from './settle-entry.js';

/** The other side shows our values: the base moves there, in one transaction with the end of the entry. */
export const confirmEntry = (entryRun: EntryRun, record: ExternalRecord): Promise<Sent> => {
	const {dependencies: {failpoint}, run: {pair, lease}, entry} = entryRun;
	return settleEntry(entryRun, 'outbound.confirmed', async (stores, scope, linked) => {
		const {base, theirs, set, settled, opened, renewed, converged, status} = planConfirmation(pair, linked, entry, record);
		// The whole record is looked at again when it next comes: what came back need not be all of it.
		await stores.pages.updateLinks(scope, [{...linked, base, theirs, hash: '', externalVersion: record.version, linkId: linked.linkId}]);
		await stores.pages.dropEdits(scope, settled.map(field => ({internalId: linked.internalId, field})));
		await stores.pages.openConflicts(scope, opened.map(planned => askAboutField(pair, linked, planned)));
		await stores.pages.renewConflicts(scope, renewed.map(planned => ({...askAboutField(pair, linked, planned), id: planned.id})));
		await stores.pages.closeConflicts(converged, 'converged', scope.at);
		await stores.pages.updateRecords(scope, [{internalId: linked.internalId, set, status, raw: undefined}]);
		await failpoint?.('outbound.confirm-moved');
		await stores.outbox.settle(entry.id, lease.token, {state: 'confirmed'});
		await failpoint?.('outbound.confirm-settled');
		return {outcome: opened.length > 0 ? 'conflicting' : 'updated', opened: opened.length};
	});
};
