import type {SchemaWorld} from './schema-world.js';

const objectsSql = `
	with relations as (
		select c.* from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname not like 'SequelizeMeta%'
	)
	select 'relation ' || relname as name, concat_ws(' ', relkind, relacl, coalesce(pg_get_partkeydef(oid), ''), coalesce(pg_get_expr(relpartbound, oid), ''), reloptions) as definition
	from relations
	union all
	select 'column ' || r.relname || '.' || a.attname,
		concat_ws(' ', row_number() over (partition by r.oid order by a.attnum), format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid))
	from relations r
	join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
	left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
	where r.relkind in ('r', 'p', 'v', 'm')
	union all
	select 'constraint ' || r.relname || '.' || c.conname, pg_get_constraintdef(c.oid) from pg_constraint c join relations r on r.oid = c.conrelid
	union all
	select 'index ' || indexname, indexdef from pg_indexes where schemaname = 'public' and indexname not like 'SequelizeMeta%'
	union all
	select 'view ' || relname, pg_get_viewdef(oid) from relations where relkind in ('v', 'm')
	union all
	select 'trigger ' || r.relname || '.' || t.tgname, pg_get_triggerdef(t.oid) from pg_trigger t join relations r on r.oid = t.tgrelid where not t.tgisinternal
	union all
	select 'function ' || p.oid::regprocedure, pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '') from pg_proc p where p.pronamespace = 'public'::regnamespace
	union all
	select 'type ' || typname, typtype::text from pg_type where typnamespace = 'public'::regnamespace and typtype not in ('c', 'b')`;

/** Every object of the schema with its full definition, except the table that keeps which migrations ran. */
export async function describeSchema({other}: Pick<SchemaWorld, 'other'>): Promise<Readonly<Record<string, string>>> {
	const rows = await other<{name: string; definition: string}>(objectsSql);
	return Object.fromEntries(rows.map(({name, definition}) => [name, definition] as const).sort(([left], [right]) => (left < right ? -1 : 1)));
}
