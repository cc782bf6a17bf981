import {entityDefinitions, entityTypes, type EntityDefinition} from '../../../core/entity.js';

const entityKey = ({keyFields}: EntityDefinition): string => keyFields.map(field => `coalesce(${field}::text, '')`).join(` || ':' || `);

/** Every record of ours: entity_type, id, entity_id (as conflicts name it) and sync_status. */
const select = (definition: EntityDefinition): string => `
	select '${definition.entityType}'::text as entity_type, id::bigint as id, ${entityKey(definition)} as entity_id,
		${definition.hasSyncStatus ? 'sync_status::text' : 'null::text'} as sync_status
	from ${definition.table}`;

const all = entityTypes.map(entityType => entityDefinitions[entityType]);

export const ourRecords = all.map(select).join(' union all ');

/** Those whose table says how each record stands. */
export const ourStatuses = all.filter(({hasSyncStatus}) => hasSyncStatus).map(select).join(' union all ');
