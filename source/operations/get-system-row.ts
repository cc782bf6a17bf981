import {findClosestName} from '../core/text/closest-name.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';

/** An external system by its name, in any case. @throws NOT_FOUND with the name that was probably meant. */
export async function getSystemRow(stores: Stores, systemName: string): Promise<ExternalSystem> {
	const system = await stores.systems.findByName(systemName);
	if (system !== undefined) return system;
	const names = (await stores.systems.list()).map(known => known.systemName);
	const closest = findClosestName(systemName, names);
	throw new AppError({
		code: 'NOT_FOUND',
		message: `There is no external system "${systemName}".`,
		nextStep: closest === undefined ? `Known are: ${names.join(', ')}.` : `Did you mean "${closest}"?`,
	});
}
