const table = 'parley_schema_changes';

const quote = name => `"${name.replaceAll('"', '""')}"`;

// How each kind of change is taken back. Nothing cascades: what somebody built on top of Parley's objects stops the undo.
const reversals = {
	table: ({name}) => `drop table if exists ${quote(name)}`,
	column: ({relation, name}) => `alter table if exists ${quote(relation)} drop column if exists ${quote(name)}`,
	index: ({name}) => `drop index if exists ${quote(name)}`,
	sequence: ({name}) => `drop sequence if exists ${quote(name)}`,
	view: ({name}) => `drop view if exists ${quote(name)}`,
	view_definition: ({name, previous}) => `create or replace view ${quote(name)} as ${previous}`,
	key_definition: ({relation, name, previous}) => `alter table ${quote(relation)} drop constraint ${name}, add constraint ${name} ${previous}`,
	function_definition: ({previous}) => previous,
	rows: ({previous}) => previous,
	function: ({name}) => `drop function if exists ${name}`,
	trigger: ({relation, name}) => `drop trigger if exists ${quote(name)} on ${quote(relation)}`,
};

/**
 * The record of what a migration really changed. `previous` holds what a replaced object was before. The table exists
 * from the first change to the undoing of the last one.
 */
export const createJournal = (run, migration) => ({
	open: () =>
		run(`create table if not exists ${table} (
			id bigint generated always as identity primary key,
			migration varchar(255) not null,
			kind varchar(30) not null,
			relation text,
			name text not null,
			previous text,
			changed_at timestamptz not null default now()
		)`),

	note: ({kind, relation = null, name, previous = null}) =>
		run(`insert into ${table} (migration, kind, relation, name, previous) values ($1, $2, $3, $4, $5)`, [migration, kind, relation, name, previous]),

	revert: async () => {
		const changes = await run(`delete from ${table} where migration = $1 returning id, kind, relation, name, previous`, [migration]);
		for (const change of changes.sort((left, right) => Number(right.id) - Number(left.id))) {
			await run(reversals[change.kind](change));
		}
		const [left] = await run(`select exists (select from ${table}) as any`);
		if (!left.any) await run(`drop table ${table}`);
	},
});
