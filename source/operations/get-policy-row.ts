import {entityDefinitions} from '../core/entity.js';
import type {PairName} from '../core/pair-key.js';
import type {SyncPolicy} from '../core/policy.js';
import type {Stores} from '../core/stores/stores.js';
import {toCommand} from '../core/text/to-command.js';
import {AppError} from '../errors/app-error.js';
import {getSystemRow} from './get-system-row.js';

/** The policy of one pair, with the name of its system as it is written there. @throws NOT_FOUND */
export async function getPolicyRow(stores: Stores, {systemName, entityType}: PairName): Promise<{readonly systemName: string; readonly policy: SyncPolicy}> {
	const system = await getSystemRow(stores, systemName);
	const policy = await stores.rules.findPolicy(system.id, entityType);
	if (policy !== undefined) return {systemName: system.systemName, policy};
	throw new AppError({
		code: 'NOT_FOUND', message: `${system.systemName} has no policy for ${entityDefinitions[entityType].plural}.`, nextStep: `See what it syncs: ${toCommand('systems show', system.systemName)}`,
	});
}
