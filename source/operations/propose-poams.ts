import {createHash} from 'node:crypto';
import type {ExternalSystem} from '../core/external-system.js';
import {toCanonicalJson} from '../core/json.js';
import type {PoamClosing, PoamOmissions, PoamProposal} from '../core/poam-proposal.js';
import type {SyncPolicy} from '../core/policy.js';
import {toCommand} from '../core/text/to-command.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import {loadPair} from '../sync/load-pair.js';
import {planCreation} from '../sync/outbound/plan-creation.js';
import {planWeaknesses, toKey, type PoamFacts} from '../sync/correlate/plan-weaknesses.js';
import type {OperationContext} from './context.js';
import {getSystemRow} from './get-system-row.js';
import {isClosedPoam} from './is-closed-poam.js';
import {loadPoamsAndControls} from './load-poams-and-controls.js';

export type PoamProposalsRequest = {
	/** Where the plans are to be made; undefined where only one system takes any. */
	readonly systemName?: string | undefined;
};

export type PoamProposals = {
	readonly systemName: string;
	readonly externalSystemId: number;
	/** Names exactly these proposals: making all of them asks for it. */
	readonly digest: string;
	readonly proposals: readonly PoamProposal[];
	/** Plans whose findings are fixed. */
	readonly closings: readonly PoamClosing[];
	readonly omitted: PoamOmissions;
	readonly isPushEnabled: boolean;
	/** Nothing leaves, by any pair, until a person releases it. */
	readonly isPushHeld: boolean;
};

/**
 * Which plans of action are missing for the findings that are open, and which are done with; writes nothing. What the other
 * side could not be told is said before anything is made.
 * @throws NOT_FOUND when no system takes plans of action, USAGE when several do and none is named
 */
export async function proposePoams({database: {stores}, connect, clock}: OperationContext, {systemName}: PoamProposalsRequest): Promise<PoamProposals> {
	const {system, policy} = await chooseSystem(stores, systemName);
	const connector = await connect(system, undefined);
	const capabilities = connector.capabilities.entities.poam;
	await connector.close();
	if (!capabilities?.canCreate) throw new AppError({code: 'EXTERNAL_UNSUPPORTED', message: `${system.systemName} lets nobody make POA&Ms.`, nextStep: `See what may be written there: ${toCommand('systems show', system.systemName)}`});
	const pair = await loadPair(stores, system, policy);
	const {wanted, omitted} = planWeaknesses(await loadFacts(stores, system, clock.now()));
	const proposals = wanted.map(({findings, fields, origin}): PoamProposal => {
		const {systemId, pluginId, pluginName, severity, hosts, firstFound} = findings;
		const {changes, refusals} = planCreation(pair, fields, capabilities);
		const isRefused = origin?.creation === 'rejected' && !isClosedPoam(origin.status);
		return {
			key: toKey(findings), systemId, pluginId, pluginName, severity, hosts, firstFound, fields, changes, refusals,
			...(isRefused ? {refusedBefore: origin.lastError ?? 'no reason was given'} : {}),
		};
	});
	return {
		systemName: system.systemName, externalSystemId: system.id, proposals, omitted, closings: await stores.poamPlans.listFixed(), isPushEnabled: policy.isPushEnabled,
		isPushHeld: (await stores.pushHolds.findOpen()) !== undefined,
		digest: createHash('sha256').update(toCanonicalJson(proposals.map(({key, fields}) => [key, fields]))).digest('hex').slice(0, 12),
	};
}

async function loadFacts(stores: Stores, system: ExternalSystem, now: Date): Promise<PoamFacts> {
	const {poamPlans} = stores;
	const [weaknesses, terms, origins, systems] = [await poamPlans.listOpenFindings(), await poamPlans.listTerms(), await poamPlans.listOrigins(), await poamPlans.listLinkedSystems(system.id)];
	return {weaknesses, terms, origins, systems, now, isClosed: isClosedPoam, ...(await loadPoamsAndControls(stores))};
}

async function chooseSystem(stores: Stores, systemName: string | undefined): Promise<{readonly system: ExternalSystem; readonly policy: SyncPolicy}> {
	const policies = (await stores.rules.listPolicies()).filter(({entityType, isActive, direction}) => entityType === 'poam' && isActive && direction !== 'inbound');
	const named = systemName === undefined ? (await stores.systems.list()).filter(({isActive, syncEnabled}) => isActive && syncEnabled) : [await getSystemRow(stores, systemName)];
	const found = named.flatMap(system => policies.filter(({externalSystemId}) => externalSystemId === system.id).map(policy => ({system, policy})));
	const [first, second] = found;
	if (first !== undefined && second === undefined) return first;
	if (first !== undefined) throw new AppError({code: 'USAGE', message: `POA&Ms can be made in ${found.map(({system}) => system.systemName).join(' and ')}.`, nextStep: 'Name one: --system NAME'});
	throw new AppError({
		code: 'NOT_FOUND', message: `No policy lets POA&Ms leave to ${systemName ?? 'any enabled system'}.`,
		nextStep: 'See the directions: parley policies list; and which systems are enabled: parley systems list',
	});
}
