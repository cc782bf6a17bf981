/**
 * Inserts the rows whose `key` columns name none that is there. A row that is there stays as somebody left it.
 * All rows have the same columns. No unique constraint is needed: an old installation may lack it.
 */
export async function insertMissing(run, table, key, rows) {
	const columns = Object.keys(rows[0]).join(', ');
	await run(
		`insert into ${table} (${columns})
		select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb) as seeded
		where not exists (select from ${table} present where ${key.map(column => `present.${column} = seeded.${column}`).join(' and ')})`,
		[JSON.stringify(rows)],
	);
}
