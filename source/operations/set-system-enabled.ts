import type {OperationContext} from './context.js';
import {getSystemRow} from './get-system-row.js';
import {toSystemSummary, type SystemSummary} from './get-system.js';
import {requireChange} from './require-role.js';

export type SystemEnabledRequest = {readonly systemName: string; readonly enabled: boolean};

/** Turns the syncing of a system on or off. Asking for what is so already changes nothing, and is no event. @throws NOT_FOUND */
export async function setSystemEnabled(context: OperationContext, {systemName, enabled}: SystemEnabledRequest): Promise<SystemSummary> {
	requireChange(context, 'admin', 'turn the syncing of a system on or off');
	return context.database.transact(async stores => {
		const system = await getSystemRow(stores, systemName);
		if (system.syncEnabled === enabled) return toSystemSummary(system);
		await stores.systems.setSyncEnabled(system.id, enabled);
		await stores.audit.append(context.actor, {
			action: enabled ? 'system.enable' : 'system.disable',
			targetType: 'system',
			targetId: system.systemName,
			before: {syncEnabled: system.syncEnabled},
			after: {syncEnabled: enabled},
		});
		return toSystemSummary({...system, syncEnabled: enabled});
	});
}
