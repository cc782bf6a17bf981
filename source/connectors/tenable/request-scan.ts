import type {ScanRequest, ScanResult} from '../../core/connector.js';
import {findRefusal} from './find-refusal.js';
import type {FindingClient} from './finding-client.js';
import {parseFindingId} from './finding-id.js';
import {noScanTemplate} from './finding-wish.js';
import {isOutcomeUnknown} from './is-outcome-unknown.js';

const rejected = (reason: string): ScanResult => ({kind: 'rejected', reasons: [reason]});

/**
 * Requests a scan of a finding's asset for its plugin alone. The scan's name holds the marker: one that is there already,
 * also because its answer was lost a moment ago, is not requested again.
 */
export function createScanRequester(client: FindingClient, template: string | undefined): (request: ScanRequest) => Promise<ScanResult> {
	return async ({externalId, marker, signal}) => {
		if (template === undefined) return rejected(noScanTemplate);
		const finding = parseFindingId(externalId);
		if (finding === undefined) return rejected(`No finding in Tenable can have the id "${externalId}".`);
		const name = `Parley ${marker}: ${externalId}`;
		const isThere = async () => (await client.listScanNames(signal)).includes(name);
		if (await isThere()) return {kind: 'requested', name};
		const target = await client.findTarget(finding.assetId, signal);
		if (target === undefined) return rejected('Tenable tells no address of the asset, so no scan can verify the fix.');
		try {
			await client.requestScan({template, name, target, pluginId: finding.pluginId}, signal);
		} catch (error) {
			const reason = findRefusal(error);
			if (reason !== undefined) return rejected(reason);
			if (!isOutcomeUnknown(error) || !(await isThere())) throw error;
		}

		return {kind: 'requested', name};
	};
}
