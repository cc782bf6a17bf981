import type {EntityType} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {UnreadablePolicy} from '../core/stores/rule-store.js';
import type {Stores} from '../core/stores/stores.js';
import {toCommand} from '../core/text/to-command.js';
import {AppError} from '../errors/app-error.js';
import type {PlannedSystem} from '../sync/plan/plan-pairs.js';
import {getSystemRow} from './get-system-row.js';

export type SystemChoice = {readonly systemName: string | undefined; readonly entityType: EntityType | undefined; readonly direction: 'any' | 'inbound'};

/**
 * The enabled systems and active policies that a run is about, in their order. A policy that cannot be used is left out,
 * unless it is the one that was asked for. @throws NOT_FOUND, SYNC_DISABLED when nothing is left, POLICY_INVALID
 */
export async function chooseSystems(stores: Stores, {systemName, entityType, direction}: SystemChoice): Promise<readonly PlannedSystem[]> {
	const systems = systemName === undefined ? await stores.systems.list() : [await getSystemRow(stores, systemName)];
	const enabled = systems.filter(system => system.isActive && system.syncEnabled);
	const [disabled, another] = systems;
	if (enabled.length === 0) {
		throw new AppError({
			code: 'SYNC_DISABLED',
			message: systemName === undefined ? 'No external system is enabled for syncing.' : `Syncing is off for ${systemName}.`,
			nextStep: disabled === undefined || another !== undefined
				? 'See which there are (parley systems list), then turn one on: parley systems enable NAME'
				: `Turn it on: ${toCommand('systems enable', disabled.systemName)}`,
		});
	}
	const policies = (await stores.rules.listPolicies()).filter(policy => policy.isActive
		&& (policy.direction !== 'outbound' || (direction === 'any' && policy.isPushEnabled)) && (entityType === undefined || policy.entityType === entityType));
	const chosen = enabled
		.map(system => ({system, policies: policies.filter(policy => policy.externalSystemId === system.id)}))
		.filter(({policies: own}) => own.length > 0);
	const [unreadable] = await listUnreadable(stores, {systems: enabled, entityType});
	if (unreadable !== undefined && (entityType !== undefined || chosen.length === 0)) throw unreadable.error;
	if (chosen.length > 0) return chosen;
	throw new AppError({
		code: 'NOT_FOUND', message: `No active policy lets ${entityType ?? 'anything'} of ${systemName ?? 'the enabled systems'} come in.`,
		nextStep: 'Run "parley systems show" for what each system syncs.',
	});
}

/** The policies of these systems that cannot be used; those of one entity type when it is named. */
export async function listUnreadable(stores: Stores, {systems, entityType}: {readonly systems: readonly Pick<ExternalSystem, 'id'>[]; readonly entityType: EntityType | undefined}): Promise<readonly UnreadablePolicy[]> {
	const policies = await stores.rules.listUnreadablePolicies();
	return policies.filter(policy => systems.some(({id}) => id === policy.externalSystemId) && (entityType === undefined || policy.entityType === entityType));
}
