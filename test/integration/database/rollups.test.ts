import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

const countedConflicts = `
	select coalesce(external_system_id, 0) as system, entity_type as entity, coalesce(field_name, '') as field, coalesce(reason, '') as reason, count(*)::integer as pending
	from sync_conflicts where resolution_status = 'pending' group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
const keptConflicts = `
	select external_system_id as system, entity_type as entity, field_name as field, reason, pending::integer
	from sync_conflict_counts where pending <> 0 order by 1, 2, 3, 4`;

const countedCalls = `
	select coalesce(external_system_id, 0) as system, date_trunc('hour', called_at)::text as hour, count(*)::integer as calls, count(*) filter (where response_status >= 400)::integer as errors,
		count(response_time_ms)::integer as timed, coalesce(sum(response_time_ms), 0)::integer as total, count(*) filter (where response_status is null and error_message is not null)::integer as unanswered
	from api_call_logs group by 1, 2 order by 1, 2`;
const keptCalls = `
	select external_system_id as system, hour::text, calls::integer, errors::integer, timed::integer, total_ms::integer as total, unanswered::integer
	from api_call_hours where calls <> 0 order by 1, 2`;

/** Inserts, changes, deletes of random rows: many in one statement, as pages and retention do. `share` picks which rows. */
const statement = fc.record({
	kind: fc.constantFrom('insert', 'update', 'delete', 'resolve'),
	count: fc.integer({min: 0, max: 12}),
	share: fc.integer({min: 2, max: 4}),
	salt: fc.integer({min: 0, max: 1000}),
});
type Statement = typeof statement extends fc.Arbitrary<infer T> ? T : never;

const conflictSql = ({kind, count, share, salt}: Statement): string => {
	const some = `where (id + ${salt}) % ${share} = 0`;
	switch (kind) {
		case 'insert':
			return `insert into sync_conflicts (external_system_id, entity_type, entity_id, conflict_type, field_name, reason, resolution_status)
				select nullif((i + ${salt}) % 3, 0), (array['asset', 'poam'])[1 + i % 2], gen_random_uuid(), 'field_mismatch', nullif((array['', 'poc', 'status'])[1 + (i * ${salt}) % 3], ''),
					nullif((array['', 'drift', 'both_changed'])[1 + i % 3], ''), (array['pending', 'resolved', 'ignored'])[1 + (i + ${salt}) % 3]
				from generate_series(1, ${count}) i`;
		case 'update':
			return `update sync_conflicts set reason = 'drift', external_system_id = 2, note = 'moved' ${some}`;
		case 'resolve':
			return `update sync_conflicts set resolution_status = case resolution_status when 'pending' then 'resolved' else 'pending' end ${some}`;
		case 'delete':
			return `delete from sync_conflicts ${some}`;
	}
};

const callSql = ({kind, count, share, salt}: Statement): string => {
	const some = `where (id + ${salt}) % ${share} = 0`;
	switch (kind) {
		case 'insert':
			return `insert into api_call_logs (external_system_id, method, endpoint, response_status, error_message, response_time_ms, called_at)
				select nullif((i + ${salt}) % 3, 0), 'GET', '/', nullif(200 + 100 * ((i + ${salt}) % 4), 500), nullif((array['', 'no answer'])[1 + i % 2], ''), nullif((i * ${salt}) % 7, 0), (now() at time zone 'UTC') - ((i * ${salt}) % 100) * interval '20 hours'
				from generate_series(1, ${count}) i`;
		case 'update':
			return `update api_call_logs set response_time_ms = 5, called_at = called_at + interval '50 minutes' ${some}`;
		case 'resolve':
			return `update api_call_logs set response_status = 429, external_system_id = 1 ${some}`;
		case 'delete':
			return `delete from api_call_logs ${some}`;
	}
};

async function withSystems(): Promise<SchemaWorld> {
	const world = await createMigratedWorld();
	await world.own(`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config)
		select 'system ' || i, 'test', 'https://x', 'none', '{}' from generate_series(1, 2) i`);
	return world;
}

describe('the rollups', () => {
	test.each([
		{name: 'sync_conflict_counts', toSql: conflictSql, counted: countedConflicts, kept: keptConflicts, table: 'sync_conflicts'},
		{name: 'api_call_hours', toSql: callSql, counted: countedCalls, kept: keptCalls, table: 'api_call_logs'},
	])('$name equals a full count after any statements by any program', async ({toSql, counted, kept, table}) => {
		await using world = await withSystems();
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(statement, fc.boolean()), {minLength: 1, maxLength: 8}), async statements => {
				for (const [one, isOurs] of statements) await (isOurs ? world.own : world.other)(toSql(one));
				expect(await world.own(kept)).toEqual(await world.own(counted));
			}),
			{numRuns: 40},
		);
		await world.own(toSql({kind: 'insert', count: 12, share: 2, salt: 1}));
		expect(await world.own(kept)).not.toEqual([]);
		await world.own(`truncate ${table}`);
		expect(await world.own(kept)).toEqual([]);
	});

	test('lose nothing when many transactions count at once, and go back with one that fails', async () => {
		await using world = await withSystems();
		const page = (from: number) => `insert into sync_conflicts (external_system_id, entity_type, entity_id, conflict_type, field_name, reason)
			select 1 + i % 2, 'asset', 'a' || i, 'field_mismatch', 'f' || i % 10, 'drift' from generate_series(${from}, ${from + 199}) i order by random()`;
		await Promise.all(Array.from({length: 20}, (_, index) => world.connection.transact(sql => sql.query(page(index * 1000)))));
		await expect(world.connection.transact(async sql => {
			await sql.query(page(900_000));
			await sql.query('select 1 / 0');
		})).rejects.toThrow('division by zero');
		expect(await world.own('select sum(pending)::integer as pending from sync_conflict_counts')).toEqual([{pending: 4000}]);
		expect(await world.own(keptConflicts)).toEqual(await world.own(countedConflicts));
	});
});
