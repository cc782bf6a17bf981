const integerTypes = new Set(['smallint', 'integer', 'bigint', 'serial', 'bigserial']);

/** Questions to PostgreSQL's catalog. Names are found along the search_path, as in any statement. */
export function createCatalog(run) {
	const one = async (text, values) => (await run(text, values))[0];
	return {
		currentSchema: async () => (await one('select quote_ident(current_schema()) as name')).name,

		relationExists: async name => (await one('select to_regclass(quote_ident($1)) is not null as found', [name])).found,

		isPartitioned: async name => (await one(`select relkind = 'p' as found from pg_class where oid = to_regclass(quote_ident($1))`, [name]))?.found === true,

		/** Its type as PostgreSQL spells it without length ("character varying"), or undefined. */
		findColumn: (table, column) =>
			one(
				`select format_type(atttypid, null) as type from pg_attribute
				where attrelid = to_regclass(quote_ident($1)) and attname = $2 and attnum > 0 and not attisdropped`,
				[table, column],
			),

		isComparable: (left, right) => left === right || (integerTypes.has(left) && integerTypes.has(right)),

		isEmpty: async table => !(await one(`select exists (select from ${table}) as any`)).any,

		hasPrimaryKey: async table =>
			(await one(`select exists (select from pg_index where indrelid = to_regclass(quote_ident($1)) and indisprimary) as found`, [table])).found,

		isUnique: async (table, column) =>
			(await one(
				`select exists (
					select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
					where i.indrelid = to_regclass(quote_ident($1)) and a.attname = $2
						and i.indisunique and i.indimmediate and i.indisvalid and i.indnkeyatts = 1 and i.indpred is null and i.indexprs is null
				) as found`,
				[table, column],
			)).found,

		hasDuplicates: async (table, column) =>
			(await one(`select exists (select from ${table} where ${column} is not null group by ${column} having count(*) > 1) as found`)).found,

		/** Its name and definition, such as "PRIMARY KEY (id)". */
		primaryKey: table =>
			one(`select quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = to_regclass(quote_ident($1)) and contype = 'p'`, [table]),

		/** The statement that makes it again as it is. */
		functionDefinition: async signature => (await one('select pg_get_functiondef($1::regprocedure) as statement', [signature])).statement,

		/** The query of a view; undefined when the relation is something else. */
		findView: async name =>
			(await one(`select pg_get_viewdef(oid) as query from pg_class where oid = to_regclass(quote_ident($1)) and relkind = 'v'`, [name]))?.query,

		haveSameColumns: async (left, right) => {
			const columns = `select array_agg(row(attname, atttypid, atttypmod)::text order by attnum) from pg_attribute where attnum > 0 and not attisdropped and attrelid = `;
			return (await one(`select (${columns} to_regclass(quote_ident($1))) = (${columns} to_regclass(quote_ident($2))) as same`, [left, right])).same;
		},
	};
}
