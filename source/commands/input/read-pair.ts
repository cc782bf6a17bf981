import {readFile} from 'node:fs/promises';
import {entityTypes, isEntityType, type EntityType} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import {AppError} from '../../errors/app-error.js';

/** The system and the entity type that a command's first two arguments name, and what follows them. @throws USAGE */
export function readPair([systemName, entity, ...rest]: readonly string[]): {readonly systemName: string; readonly entityType: EntityType; readonly rest: readonly string[]} {
	if (systemName !== undefined && systemName !== '' && entity !== undefined && isEntityType(entity)) return {systemName, entityType: entity, rest};
	throw new AppError({
		code: 'USAGE', message: entity === undefined ? 'The name of a system and an entity type are needed.' : `"${entity}" is no entity type.`,
		nextStep: `Entity types are ${entityTypes.join(', ')}; put the name in quotes when it has blanks: "Xacta 360" poam`,
	});
}

/** A JSON file. @throws USAGE when it is not there, or is no JSON */
export async function readJsonFile(path: string): Promise<JsonValue> {
	try {
		return JSON.parse(await readFile(path, 'utf8')) as JsonValue;
	} catch (error) {
		throw new AppError({
			code: 'USAGE', cause: error, message: `"${path}" cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}.`,
			nextStep: '"parley mappings export" and "parley policies export" write such files.',
		});
	}
}
