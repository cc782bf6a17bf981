import {randomUUID} from 'node:crypto';
import pg from 'pg';
import type {Actor} from '../../source/core/actor.js';
import type {Database} from '../../source/core/database.js';
import type {JsonValue} from '../../source/core/json.js';
import {silentLogger} from '../../source/core/process/logger.js';
import {openDatabase} from '../../source/database/open-database.js';
import {bindOperations} from '../../source/operations/bind-operations.js';
import type {OperationContext} from '../../source/operations/context.js';
import type {Operations} from '../../source/operations/operations.js';
import {createTestDatabase} from './postgres.js';

/** A field of POA&M `POAM-n` on which both sides differ; a key that is missing means absent. */
export type Dispute = {
	readonly field?: string;
	readonly base?: JsonValue;
	readonly internal: JsonValue;
	readonly external?: JsonValue;
	readonly reason?: string;
	readonly conflictType?: string;
};

/** Everything that a verdict may touch, read by plain SQL. */
export type FieldState = {
	readonly internal: JsonValue;
	readonly base: JsonValue | undefined;
	readonly theirs: JsonValue | undefined;
	readonly edit: {readonly before: JsonValue; readonly changedBy: string} | undefined;
	readonly syncStatus: string;
	readonly conflictStatus: string;
};

export type ConflictWorld = AsyncDisposable & {
	/** For other processes that play in the same world. */
	readonly url: string;
	readonly database: Database;
	/** Another program's connection: its writes are captured as internal edits. */
	readonly sql: pg.Client;
	readonly systemId: number;
	readonly operationsOf: (context?: Partial<OperationContext>) => Operations;
	/** A linked POA&M with an open conflict about one of its fields. Gives the conflict's id and the record's. */
	readonly dispute: (dispute: Dispute) => Promise<{readonly id: number; readonly recordId: string; readonly entityId: string}>;
	/** One more open conflict of the same record. */
	readonly disputeAlso: (recordId: string, dispute: Dispute & {readonly field: string}) => Promise<number>;
	readonly setPolicy: (policy: {readonly direction?: string; readonly push?: boolean; readonly fields?: JsonValue}) => Promise<void>;
	readonly stateOf: (conflictId: number) => Promise<FieldState>;
};

const sam: Actor = {userId: undefined, username: 'sam', role: 'operator'};
const mappedFields = ['poam_id', 'scheduled_completion', 'poc', 'status', 'cost_estimate', 'weakness_description', 'milestone_schedule'];

/** A migrated database with one system, "Xacta Test", whose POA&Ms are synced both ways by hand. */
export async function createConflictWorld(): Promise<ConflictWorld> {
	const testDatabase = await createTestDatabase();
	const database = openDatabase({url: testDatabase.url, logger: silentLogger, maxConnections: 12});
	const sql = new pg.Client({connectionString: testDatabase.url, application_name: 'app_rasdash'});
	await sql.connect();
	const systemId = await insertSystem(sql);
	const world = createBuilder(sql, systemId);
	const now = () => new Date();
	const context: OperationContext = {
		database, clock: {now, sleep: () => Promise.resolve()}, logger: silentLogger, actor: sam, isReadOnly: false, newId: randomUUID,
		connect: () => Promise.reject(new Error('This world has no other side.')),
		connectorOptions: () => [],
	};
	return {
		...world, url: testDatabase.url, database, sql, systemId,
		operationsOf: changes => bindOperations({...context, ...changes}),
		[Symbol.asyncDispose]: async () => {
			await sql.end();
			await database.close();
			await testDatabase.close();
		},
	};
}

async function insertSystem(sql: pg.Client): Promise<number> {
	const {rows: [system]} = await sql.query<{id: number}>(
		`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config)
		values ('Xacta Test', 'xacta', 'https://xacta.test', 'database', '{}') returning id`);
	const id = system?.id ?? 0;
	await sql.query(
		`insert into sync_policies (external_system_id, entity_type, sync_direction, conflict_resolution_strategy) values ($1, 'poam', 'bidirectional', 'manual')`, [id]);
	await sql.query(
		`insert into data_field_mappings (external_system_id, entity_type, external_field_name, internal_field_name, validation_rules)
		select $1, 'poam', upper(field), field, case field when 'status' then '[{"type": "one_of", "values": ["Ongoing", "Completed", "Delayed"]}]'::jsonb end
		from unnest($2::text[]) field`, [id, mappedFields]);
	return id;
}

function createBuilder(sql: pg.Client, systemId: number): Pick<ConflictWorld, 'dispute' | 'disputeAlso' | 'setPolicy' | 'stateOf'> {
	let records = 0;
	const toJson = (value: JsonValue | undefined): string | null => (value === undefined ? null : JSON.stringify(value));
	const openConflict = async (recordId: string, {field, base, internal, external, reason = 'both_changed', conflictType = 'field_mismatch'}: Dispute): Promise<number> => {
		const {rows: [conflict]} = await sql.query<{id: number}>(
			`insert into sync_conflicts (external_system_id, entity_type, entity_id, entity_label, external_entity_id, link_id, internal_id,
				conflict_type, reason, field_name, base_value, internal_value, external_value)
			select $1, 'poam', p.poam_id, p.weakness_description, 'X-' || p.id, l.id, p.id, $3, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb
			from ingestion_poams p join sync_links l on l.internal_id = p.id and l.entity_type = 'poam' where p.id = $2
			returning id`,
			[systemId, recordId, conflictType, reason, field ?? null, toJson(base), toJson(internal), toJson(external)]);
		await sql.query(`update ingestion_poams set sync_status = 'conflict' where id = $1`, [recordId]);
		return conflict?.id ?? 0;
	};
	/** The link as a sync leaves it when it opens the conflict: the base, and theirs beside it where they differ. */
	const link = (recordId: string, {field, base, external}: Dispute) => sql.query(
		`insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, theirs, external_hash)
		values ($1, 'poam', 'X-' || $2::bigint, $2::bigint, $3::jsonb, $4::jsonb, '\\x00')
		on conflict (external_system_id, entity_type, internal_id) do update set base = sync_links.base || excluded.base,
			theirs = coalesce(sync_links.theirs, '{}') || coalesce(excluded.theirs, '{}')`,
		[systemId, recordId, JSON.stringify(field === undefined || base === undefined ? {} : {[field]: base}),
			field === undefined || external === undefined ? null : JSON.stringify({[field]: external})]);
	const setField = (recordId: string, field: string | undefined, value: JsonValue) => field === undefined
		? Promise.resolve()
		: sql.query(`update ingestion_poams set ${pg.escapeIdentifier(field)} = (jsonb_populate_record(ingestion_poams, $2::jsonb)).${pg.escapeIdentifier(field)} where id = $1`,
			[recordId, JSON.stringify({[field]: value})]);
	return {
		dispute: async dispute => {
			records += 1;
			const entityId = `POAM-${records}`;
			const {rows: [record]} = await sql.query<{id: number}>(
				`insert into ingestion_poams (poam_id, weakness_description, sync_status) values ($1, 'RHEL kernel vulnerabilities', 'synced') returning id`, [entityId]);
			const recordId = String(record?.id);
			await setField(recordId, dispute.field, dispute.base ?? null);
			await link(recordId, dispute);
			await setField(recordId, dispute.field, dispute.internal);
			return {id: await openConflict(recordId, dispute), recordId, entityId};
		},
		disputeAlso: async (recordId, dispute) => {
			await link(recordId, dispute);
			await setField(recordId, dispute.field, dispute.internal);
			return openConflict(recordId, dispute);
		},
		setPolicy: async ({direction = 'bidirectional', push = false, fields = {}}) => {
			await sql.query('update sync_policies set sync_direction = $2, push_enabled = $3, field_level_policies = $4 where external_system_id = $1',
				[systemId, direction, push, JSON.stringify(fields)]);
		},
		stateOf: conflictId => readState(sql, conflictId),
	};
}

async function readState(sql: pg.Client, conflictId: number): Promise<FieldState> {
	const {rows: [row]} = await sql.query<{
		field: string; record: Record<string, JsonValue>; base: Record<string, JsonValue>; theirs: Record<string, JsonValue> | null;
		edit: {before: JsonValue; changed_by: string} | null; sync_status: string; resolution_status: string;
	}>(
		`select c.field_name as field, to_jsonb(p) as record, l.base, l.theirs, to_jsonb(e) as edit, p.sync_status, c.resolution_status
		from sync_conflicts c join ingestion_poams p on p.id = c.internal_id join sync_links l on l.id = c.link_id
		left join sync_internal_edits e on e.external_system_id = c.external_system_id and e.entity_type = 'poam' and e.internal_id = p.id and e.field = c.field_name
		where c.id = $1`, [conflictId]);
	if (row === undefined) throw new Error(`There is no conflict ${conflictId}.`);
	return {
		internal: row.record[row.field] ?? null,
		base: row.base[row.field],
		theirs: row.theirs?.[row.field],
		edit: row.edit === null ? undefined : {before: row.edit.before, changedBy: row.edit.changed_by},
		syncStatus: row.sync_status,
		conflictStatus: row.resolution_status,
	};
}
