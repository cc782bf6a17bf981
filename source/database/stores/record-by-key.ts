import {entityDefinitions, type EntityType} from '../../core/entity.js';
import {quoteName, type Catalog} from '../catalog.js';

/** A condition on the row `t` that names one record by its natural key, with its values from `$<first>` on. */
export type KeyCondition = {readonly text: string; readonly values: readonly string[]};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Undefined when no record can have this key. The leading column keeps its type, so that its index serves. */
export async function toKeyCondition(catalog: Catalog, entityType: EntityType, key: string, first: number): Promise<KeyCondition | undefined> {
	const {table, keyFields} = entityDefinitions[entityType];
	const columns = await catalog.columnsOf(table);
	const all = key.split(':');
	// Only the leading column may hold the sign that stands between them, as the id of a system may.
	const rest = all.slice(Math.max(1, all.length - keyFields.length + 1));
	const leading = all.slice(0, all.length - rest.length).join(':');
	const parts = [leading, ...rest];
	const type = columns.get(keyFields[0] ?? '')?.type ?? 'text';
	if (parts.length !== keyFields.length || (type === 'uuid' && !uuid.test(leading)) || (/int/.test(type) && !/^\d{1,9}$/.test(leading))) return undefined;
	const texts = keyFields.map((field, index) => (index === 0 ? `t.${quoteName(field)} = $${first}::${type}` : `coalesce(t.${quoteName(field)}::text, '') = $${first + index}`));
	return {text: texts.join(' and '), values: parts};
}
