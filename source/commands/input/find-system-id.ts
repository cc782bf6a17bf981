import {findClosestName} from '../../core/text/closest-name.js';
import {AppError} from '../../errors/app-error.js';
import type {Operations} from '../../operations/operations.js';

/** The id of the external system of that name, in any case; undefined asks for all of them. @throws NOT_FOUND */
export async function findSystemId(operations: Operations, systemName: string | undefined): Promise<number | undefined> {
	if (systemName === undefined) return undefined;
	const systems = await operations.listSystems();
	const system = systems.find(known => known.systemName === systemName)
		?? systems.find(known => known.systemName.toLowerCase() === systemName.toLowerCase());
	if (system !== undefined) return system.id;
	const names = systems.map(known => known.systemName);
	const closest = findClosestName(systemName, names);
	throw new AppError({
		code: 'NOT_FOUND',
		message: `There is no external system "${systemName}".`,
		nextStep: closest === undefined ? `Known are: ${names.join(', ')}.` : `Did you mean "${closest}"?`,
	});
}
