import type {EntityType} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {Stores} from '../core/stores/stores.js';
import type {OperationContext} from './context.js';
import {getSystemRow} from './get-system-row.js';
import {maskConnection} from './mask-connection.js';

export type SystemSummary = Pick<ExternalSystem, 'id' | 'systemName' | 'systemType' | 'apiBaseUrl' | 'authenticationMethod' | 'syncEnabled' | 'isActive' | 'syncFrequencyMinutes' | 'lastSyncTime' | 'lastSyncStatus'>;

export type SystemDetail = SystemSummary & {
	/** `connection_config`, secrets masked. */
	readonly connection: Readonly<Record<string, string>>;
	readonly pairs: readonly {readonly entityType: EntityType; readonly direction: string; readonly strategy: string; readonly isActive: boolean; readonly isPushEnabled: boolean; readonly mappings: number}[];
};

/** One external system with its connection, secrets hidden, and its pairs. @throws NOT_FOUND */
export async function getSystem(context: OperationContext, systemName: string): Promise<SystemDetail> {
	const {stores} = context.database;
	return loadSystemDetail(context, stores, await getSystemRow(stores, systemName));
}

/** What may be shown of a system that was read already, within the caller's transaction if there is one. */
export async function loadSystemDetail({connectorOptions}: OperationContext, stores: Stores, system: ExternalSystem): Promise<SystemDetail> {
	const policies = (await stores.rules.listPolicies()).filter(policy => policy.externalSystemId === system.id);
	const pairs = await Promise.all(policies.map(async ({entityType, direction, strategy, isActive, isPushEnabled}) => ({
		entityType, direction, strategy, isActive, isPushEnabled,
		mappings: (await stores.rules.listMappings(system.id, entityType)).length,
	})));
	return {...toSystemSummary(system), connection: maskConnection(system, await connectorOptions(system)), pairs};
}

/** What may be shown of a system anywhere: never its connection. */
export const toSystemSummary = (system: ExternalSystem): SystemSummary => ({
	id: system.id,
	systemName: system.systemName,
	systemType: system.systemType,
	apiBaseUrl: system.apiBaseUrl,
	authenticationMethod: system.authenticationMethod,
	syncEnabled: system.syncEnabled,
	isActive: system.isActive,
	syncFrequencyMinutes: system.syncFrequencyMinutes,
	lastSyncTime: system.lastSyncTime,
	lastSyncStatus: system.lastSyncStatus,
});
