import type {PoamProposal} from '../core/poam-proposal.js';
import type {PlannedPoam} from '../core/stores/poam-plan-store.js';
import {toMarker} from '../core/write-marker.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {isClosedPoam} from './is-closed-poam.js';
import {proposePoams, type PoamProposals, type PoamProposalsRequest} from './propose-poams.js';
import {requireChange} from './require-role.js';

export type CreatePoamsRequest = PoamProposalsRequest & (
	/** Weaknesses by the keys of their proposals. */
	| {readonly keys: readonly string[]}
	/** All that were shown under this digest. */
	| {readonly digest: string}
);

export type CreatedPoams = {
	readonly systemName: string;
	readonly created: readonly {readonly key: string; readonly poamId: string; readonly scheduledCompletion: string}[];
	/** Were refused by the other side before, and are sent again as they are now. */
	readonly sentAgain: readonly string[];
	/** Somebody else made them meanwhile. */
	readonly alreadyMade: readonly string[];
	/** They leave with the next run where pushing is on and not held; else once a person turns it on and releases it. */
	readonly isPushEnabled: boolean;
	readonly isPushHeld: boolean;
};

/**
 * Makes plans of action: our records and what is owed to the other side, in one transaction. A weakness has one open plan of
 * Parley's at most, so doing it twice, or two people at once, makes each plan once.
 * @throws NOT_FOUND for a key without a proposal, VALUE_INVALID for what cannot be told to the other side, SYNC_PLAN_STALE when
 * the proposals are others than those of the digest
 */
export async function createPoams(context: OperationContext, request: CreatePoamsRequest): Promise<CreatedPoams> {
	requireChange(context, 'operator', 'make POA&Ms');
	const proposals = await proposePoams(context, request);
	const chosen = choose(proposals, request);
	const again = chosen.filter(({refusedBefore}) => refusedBefore !== undefined);
	const {database, actor, newId} = context;
	const {markerTag} = await database.stores.pushHolds.readInstallation();
	const planned = chosen.filter(({refusedBefore}) => refusedBefore === undefined).map(proposal => ({proposal, poam: toPlanned(toMarker(markerTag, newId()), proposal)}));
	return database.transact(async stores => {
		const origins = await stores.poamPlans.listOrigins();
		const originsOf = (ones: readonly PoamProposal[]) => origins.filter(({systemId, pluginId}) => ones.some(one => one.systemId === systemId && one.pluginId === pluginId));
		const sentAgain = await stores.poamPlans.sendAgain(originsOf(again).map(({marker}) => marker));
		await stores.poamPlans.endOrigins(originsOf(chosen).filter(({status}) => isClosedPoam(status)).map(({marker}) => marker));
		const made = await stores.poamPlans.create(proposals.externalSystemId, actor.username, planned.map(({poam}) => poam));
		const created = planned.filter(({poam}) => made.has(poam.marker));
		for (const {proposal, poam} of created) {
			await stores.audit.append(actor, {
				action: 'poam.create', targetType: 'poam', targetId: String(poam.fields['poam_id']), after: poam.fields,
				detail: {weakness: proposal.key, hosts: proposal.hosts.length, system: proposals.systemName},
			});
		}
		if (sentAgain > 0) await stores.audit.append(actor, {action: 'poam.send_again', targetType: 'system', targetId: proposals.systemName, detail: {weaknesses: again.map(({key}) => key)}});
		return {
			systemName: proposals.systemName, isPushEnabled: proposals.isPushEnabled, isPushHeld: proposals.isPushHeld, sentAgain: again.map(({key}) => key),
			created: created.map(({proposal, poam}) => ({key: proposal.key, poamId: String(poam.fields['poam_id']), scheduledCompletion: String(poam.fields['scheduled_completion'])})),
			alreadyMade: planned.filter(({poam}) => !made.has(poam.marker)).map(({proposal}) => proposal.key),
		};
	});
}

function choose({proposals, digest}: PoamProposals, request: CreatePoamsRequest): readonly PoamProposal[] {
	const look = 'See what is proposed now: parley poams propose';
	if ('digest' in request) {
		if (request.digest !== digest) throw new AppError({code: 'SYNC_PLAN_STALE', message: `What is proposed is not what was shown as ${request.digest} any more; nothing was made.`, nextStep: look});
		return proposals.filter(({refusals}) => refusals.length === 0);
	}
	const chosen = [...new Set(request.keys)].map(key => {
		const proposal = proposals.find(one => one.key === key);
		if (proposal === undefined) throw new AppError({code: 'NOT_FOUND', message: `No POA&M is proposed for ${key}; nothing was made.`, nextStep: look});
		return proposal;
	});
	const refused = chosen.filter(({refusals}) => refusals.length > 0);
	if (refused.length === 0) return chosen;
	throw new AppError({code: 'VALUE_INVALID', message: `${refused.map(({key, refusals}) => `${key}: ${refusals.join(' ')}`).join('; ')}; nothing was made.`, nextStep: 'Correct the rows of remediation_terms or the mappings, or leave these out.'});
}

function toPlanned(marker: string, {systemId, pluginId, fields, changes}: PoamProposal): PlannedPoam {
	return {marker, systemId, pluginId, changes, fields: {...fields, poam_id: `PARLEY-${marker}`}};
}
