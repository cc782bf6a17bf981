import type {SqlExecutor} from '../executor.js';
import type {ColumnDescription} from '../describe-model.js';

export type PresentColumn = ColumnDescription & {readonly hasDefault: boolean};

export type PresentRelation = {
	readonly name: string;
	readonly kind: 'table' | 'partitioned' | 'view' | 'other';
	readonly columns: readonly PresentColumn[];
	/** Columns of each unique index that holds for all rows, sorted. */
	readonly uniqueKeys: readonly (readonly string[])[];
	/** "column -> table.column" of each foreign key of one column. */
	readonly foreignKeys: readonly string[];
	/** Triggers that fire. */
	readonly triggers: readonly string[];
};

/** The relations along the search_path, by name. */
export type PresentSchema = ReadonlyMap<string, PresentRelation>;

const relationsSql = `
	select c.relname as name,
		case c.relkind when 'r' then 'table' when 'p' then 'partitioned' when 'v' then 'view' else 'other' end as kind,
		(select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isNullable', not a.attnotnull,
				'hasDefault', a.atthasdef or a.attidentity <> '') order by a.attnum)
			from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
		coalesce((select json_agg((select json_agg(a.attname order by a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum = any(i.indkey)))
			from pg_index i where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null), '[]') as "uniqueKeys",
		coalesce((select json_agg(a.attname || ' -> ' || k.confrelid::regclass || '.' || t.attname)
			from pg_constraint k
			join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
			join pg_attribute t on t.attrelid = k.confrelid and t.attnum = k.confkey[1]
			where k.conrelid = c.oid and k.contype = 'f' and array_length(k.conkey, 1) = 1), '[]') as "foreignKeys",
		coalesce((select json_agg(t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D'), '[]') as triggers
	from pg_class c
	where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and pg_table_is_visible(c.oid)
		and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`;

export async function readSchema(sql: SqlExecutor): Promise<PresentSchema> {
	const relations = await sql.query<PresentRelation>(relationsSql);
	return new Map(relations.map(relation => [relation.name, {...relation, columns: relation.columns ?? []}]));
}
