import type {Server} from './server.js';

const settle = (action: string, value: string): string => `
	update sync_conflicts c set resolution_status = 'resolved', resolution_action = '${action}', resolved_value = ${value}, resolved_by_name = 'bench', resolved_at = now(),
		resolution_before = jsonb_build_object('internal', c.internal_value, 'base', c.base_value, 'theirs', c.external_value), auto_resolved = false, version = c.version + 1, updated_at = now()
	where c.entity_type = 'poam' and c.field_name = 'poc' and c.resolution_status = 'pending'`;

const agreeOnTheirs = `
	update sync_links l set base = l.base || jsonb_build_object('poc', c.external_value), theirs = nullif(l.theirs - 'poc', '{}'), updated_at = now()
	from sync_conflicts c where c.link_id = l.id and c.entity_type = 'poam' and c.field_name = 'poc' and c.resolution_status = 'pending'`;

/** The plain statements that leave behind what a verdict over all of them leaves, but for the records of the verdict itself. */
const statements = {
	keep_internal: [
		`update ingestion_poams t set sync_status = 'pending' from sync_conflicts c where c.internal_id = t.id and c.entity_type = 'poam' and c.field_name = 'poc' and c.resolution_status = 'pending'`,
		agreeOnTheirs,
		`insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_at, changed_by, is_decided)
		select c.external_system_id, 'poam', c.internal_id, 'poc', c.external_value, now(), 'bench', true from sync_conflicts c where c.entity_type = 'poam' and c.field_name = 'poc' and c.resolution_status = 'pending'`,
		settle('keep_internal', 'c.internal_value'),
	],
	keep_external: [
		`update ingestion_poams t set poc = c.external_value #>> '{}', sync_status = 'synced', updated_at = now()
		from sync_conflicts c where c.internal_id = t.id and c.entity_type = 'poam' and c.field_name = 'poc' and c.resolution_status = 'pending'`,
		agreeOnTheirs,
		settle('keep_external', 'c.external_value'),
	],
} as const;

/** Rows that a verdict itself leaves: put aside first, so that only putting them in counts. */
const keptRows = ['sync_bulk_verdicts', 'sync_bulk_verdict_pages', 'audit_events'] as const;

/**
 * Does to `database` by plain SQL, in one transaction, what a verdict over many did to `settled`, a clone of it. Gives the ms
 * from the first statement to the end of the commit.
 */
export async function giveVerdictsBare(server: Server, database: string, settled: string, verdict: keyof typeof statements): Promise<number> {
	for (const table of keptRows) {
		const rows = await server.query<{row: string}>(settled, `select t::text as row from ${table} t`);
		await server.query(database, `create table bare_${table} as select (row_text::${table}).* from unnest($1::text[]) row_text`, [rows.map(({row}) => row)]);
	}
	await server.settle();
	const inserts = keptRows.map(table => `insert into ${table} select * from bare_${table}`);
	const startedMs = performance.now();
	await server.query(database, `set parley.writer = 'parley'; begin; ${[...statements[verdict], ...inserts].join('; ')}; commit`);
	return performance.now() - startedMs;
}
