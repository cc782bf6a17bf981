import {engineActor} from '../../core/engine-actor.js';
import {entityDefinitions, type EntityDefinition} from '../../core/entity.js';
import type {Fields} from '../../core/stores/page-store.js';
import {quoteName, type Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {createAuditStore} from './audit-store.js';

export type KeyChange = {readonly internalId: string; readonly set: Fields};

type Place = {readonly table: string; readonly column: string};
type Moved = {readonly before: string; readonly after: string} & Readonly<Record<string, string>>;

/** Columns of other tables that refer to this one by a foreign key of their own; what cascades follows by itself. */
const foreignKeysSql = `
	select c.conrelid::regclass::text as table, a.attname as column
	from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] join pg_attribute k on k.attrelid = c.confrelid and k.attnum = c.confkey[1]
	where c.contype = 'f' and c.confrelid = to_regclass($1) and k.attname = $2 and cardinality(c.conkey) = 1 and c.confupdtype <> 'c' and c.conparentid = 0`;

/**
 * What refers to a record by its natural key goes with it, where the record takes another key: findings stay their asset's. One
 * statement changes both, because a foreign key is looked at when it ends; call it before the record's other fields are written.
 */
export async function takeReferencesAlong(sql: SqlExecutor, catalog: Catalog, {entityType, table, keyFields}: EntityDefinition, changes: readonly KeyChange[]): Promise<void> {
	const [key, ...more] = keyFields;
	if (key === undefined || more.length > 0) return;
	const renamed = changes.filter(({set}) => typeof set[key] === 'string');
	if (renamed.length === 0) return;
	const keyType = (await catalog.columnsOf(table)).get(key)?.type ?? 'text';
	const places = await findPlaces(sql, catalog, {entityType, table, key});
	const steps = places.map(({table: child, column, type}, index) => `,
	place${index} as (update ${child} c set ${quoteName(column)} = m.after::${type} from moved m where c.${quoteName(column)} = m.before::${type} returning m.id)`);
	const rows = await sql.query<Moved>(
		`with moved as materialized (
			select t.id, t.${quoteName(key)}::text as before, u.after from ${table} t join unnest($1::bigint[], $2::text[]) as u(id, after) on t.id = u.id
			where t.${quoteName(key)} is not null and t.${quoteName(key)} is distinct from u.after::${keyType}
		)${steps.join('')},
		renamed as (update ${table} t set ${quoteName(key)} = m.after::${keyType} from moved m where t.id = m.id)
		select m.before, m.after${places.map((_, index) => `, (select count(*) from place${index} p where p.id = m.id)::text as "${index}"`).join('')} from moved m`,
		[renamed.map(({internalId}) => internalId), renamed.map(({set}) => String(set[key]))],
	);
	const audit = createAuditStore(sql);
	for (const {before, after, ...counts} of rows) {
		const followed = Object.fromEntries(places.flatMap(({table: child, column}, index) => (counts[index] === '0' ? [] : [[`${child}.${column}`, Number(counts[index])]])));
		if (Object.keys(followed).length > 0) await audit.append(engineActor, {action: 'record.rename', targetType: entityType, targetId: after, before: {[key]: before}, after: {[key]: after}, detail: {followed}});
	}
}

/** Every column that names such a record, with its type here: those that Parley knows, and those with a foreign key. */
async function findPlaces(sql: SqlExecutor, catalog: Catalog, {entityType, table, key}: {readonly entityType: string; readonly table: string; readonly key: string}) {
	const known = Object.values(entityDefinitions).flatMap(definition =>
		Object.entries(definition.parents).filter(([, parent]) => parent === entityType).map(([column]): Place => ({table: definition.table, column})));
	const bound = (await sql.query<Place>(foreignKeysSql, [table, key])).filter(({table: child}) => child !== table);
	const all = new Map([...known, ...bound].map(place => [`${place.table}.${place.column}`, place]));
	const typed = await Promise.all([...all.values()].map(async place => ({...place, type: (await catalog.columnsOf(place.table)).get(place.column)?.type})));
	return typed.flatMap(({type, ...place}) => (type === undefined ? [] : [{...place, type: type.replace(/\(\d+\)$/, '')}]));
}
