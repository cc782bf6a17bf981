import {toCommand} from '../core/text/to-command.js';
import {AppError} from '../errors/app-error.js';
import {requireNoHold} from '../sync/outbound/push-hold.js';
import type {OperationContext} from './context.js';
import {getSystemRow} from './get-system-row.js';
import {requireChange} from './require-role.js';

export type ScanOfFinding = {
	readonly systemName: string;
	/** The finding by its id over there, as "parley records list" shows it. */
	readonly externalId: string;
};

/** `name`: how the other side calls the scan. */
export type RequestedScan = {readonly systemName: string; readonly externalId: string; readonly name: string};

/**
 * Asks a system to scan one finding again, so that its next listing tells whether it is fixed. A scan touches a host: it
 * takes a finding that is linked, a pair that may push, and no hold on pushing. The audit event comes first: what was asked for is on record
 * also when nobody learns what became of it. @throws NOT_FOUND, POLICY_INVALID, DATABASE_RESTORED, EXTERNAL_UNSUPPORTED, EXTERNAL_REJECTED
 */
export async function requestScan(context: OperationContext, {systemName, externalId}: ScanOfFinding, signal: AbortSignal = new AbortController().signal): Promise<RequestedScan> {
	requireChange(context, 'operator', 'request a scan');
	const {database, actor, newId} = context;
	const system = await getSystemRow(database.stores, systemName);
	const policy = await database.stores.rules.findPolicy(system.id, 'vulnerability');
	if (policy?.isPushEnabled !== true) {
		throw new AppError({
			code: 'POLICY_INVALID', message: `Nothing of the vulnerabilities may leave for ${system.systemName}, so no scan is requested there.`,
			nextStep: `An admin turns pushing on: ${toCommand('systems push enable', system.systemName, '--entity vulnerability')}`,
		});
	}
	await requireNoHold(database.stores);
	const [link] = await database.stores.pages.listLinkHashes(system.id, 'vulnerability', [externalId]);
	if (link === undefined) {
		throw new AppError({code: 'NOT_FOUND', message: `No finding of ${system.systemName} with the id "${externalId}" is linked.`, nextStep: 'See which are: parley records list vulnerability.'});
	}
	const connector = await context.connect(system, undefined);
	try {
		if (connector.requestScan === undefined) throw new AppError({code: 'EXTERNAL_UNSUPPORTED', message: `${system.systemName} cannot be asked for scans.`, nextStep: `What it can do: ${toCommand('systems show', system.systemName)}`});
		const marker = newId();
		await database.stores.audit.append(actor, {action: 'scan.request', targetType: 'vulnerability', targetId: `${system.systemName} ${externalId}`, detail: {marker}});
		const result = await connector.requestScan({externalId, marker, signal});
		if (result.kind === 'requested') return {systemName: system.systemName, externalId, name: result.name};
		throw new AppError({code: 'EXTERNAL_REJECTED', message: `${system.systemName} does not scan ${externalId}: ${result.reasons.join(' ')}`, nextStep: `Its options: ${toCommand('systems show', system.systemName)}`});
	} finally {
		await connector.close();
	}
}
