import type {Conflict} from '../conflict.js';
import {entityDefinitions} from '../entity.js';

/** `name` is what a person calls the record; `also` is what else it goes by, empty where there is nothing. */
export type RecordName = {readonly name: string; readonly also: string};

/**
 * What stands first where a record is told of, and what follows where there is room. A key of UUIDs tells a person nothing: such a
 * record goes by its label (an asset by its hostname) wherever it has one, any other by its key.
 */
export function toRecordName({entityType, entityId, entityLabel}: Pick<Conflict, 'entityType' | 'entityId' | 'entityLabel'>): RecordName {
	return hasOpaqueKey(entityType) && entityLabel !== '' ? {name: entityLabel, also: entityId} : {name: entityId, also: entityLabel};
}

export function hasOpaqueKey(entityType: Conflict['entityType']): boolean {
	const {keyFields, fields} = entityDefinitions[entityType];
	return keyFields.some(field => fields[field] === 'uuid');
}
