import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {FieldMapping} from '../core/mapping.js';
import {toCommand} from '../core/text/to-command.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';

/** The mappings of one pair. @throws NOT_FOUND when it has none */
export async function getMappingRows(stores: Stores, {id, systemName}: ExternalSystem, entityType: EntityType): Promise<readonly FieldMapping[]> {
	const mappings = await stores.rules.listMappings(id, entityType);
	if (mappings.length > 0) return mappings;
	throw new AppError({
		code: 'NOT_FOUND', message: `${systemName} has no mappings for ${entityDefinitions[entityType].plural}.`, nextStep: `See what it syncs: ${toCommand('systems show', systemName)}`,
	});
}
