import {AppError} from '../errors/app-error.js';
import {entityDefinitions, type EntityType} from '../core/entity.js';
import {toCommand} from '../core/text/to-command.js';
import type {OperationContext} from './context.js';
import {getSystemRow} from './get-system-row.js';
import {requireChange} from './require-role.js';

export type PushEnabledRequest = {readonly systemName: string; readonly entityType: EntityType; readonly enabled: boolean};

/** Lets changes of one pair leave, or holds them back; what waits goes with the next run. @throws NOT_FOUND, POLICY_INVALID for an inbound pair */
export async function setPushEnabled(context: OperationContext, {systemName, entityType, enabled}: PushEnabledRequest): Promise<void> {
	requireChange(context, 'admin', 'turn pushing on or off');
	await context.database.transact(async stores => {
		const system = await getSystemRow(stores, systemName);
		const {plural} = entityDefinitions[entityType];
		const policy = await stores.rules.findPolicy(system.id, entityType);
		if (policy === undefined) {
			throw new AppError({code: 'NOT_FOUND', message: `${systemName} has no policy for ${plural}.`, nextStep: `See what it syncs: ${toCommand('systems show', systemName)}`});
		}
		if (enabled && policy.direction === 'inbound') {
			throw new AppError({
				code: 'POLICY_INVALID', message: `The policy for ${systemName} ${plural} is inbound: nothing of it may leave.`,
				nextStep: `Turn it first, if that is meant: ${toCommand('policies set', system.systemName, `${entityType} --direction bidirectional`)}`,
			});
		}
		if (policy.isPushEnabled === enabled) return;
		await stores.rules.setPushEnabled(policy.id, enabled);
		await stores.audit.append(context.actor, {
			action: enabled ? 'push.enable' : 'push.disable', targetType: 'policy', targetId: `${systemName} ${plural}`,
			before: {pushEnabled: !enabled}, after: {pushEnabled: enabled},
		});
	});
}
