import type {EntityType} from '../../../source/core/entity.js';
import type {JsonValue} from '../../../source/core/json.js';
import type {SyncedWorld} from '../../support/synced-world.js';
import type {Held} from './soak-history.js';

/** Keeps every value that our records take from here on, whoever sets it: what no table of Parley's remembers. */
const journal = `
	create schema soak;
	create table soak.journal (id bigint primary key generated always as identity, at timestamptz not null default clock_timestamp(),
		application text not null default current_setting('application_name'), table_name text not null, internal_id bigint not null, before jsonb not null, after jsonb not null);
	create function soak.keep_change() returns trigger language plpgsql as $$
	begin
		insert into soak.journal (table_name, internal_id, before, after) values (tg_table_name, new.id, to_jsonb(old), to_jsonb(new));
		return null;
	end $$;`;

const tables: Readonly<Record<string, string>> = {asset: 'ingestion_assets', vulnerability: 'ingestion_vulnerabilities', poam: 'ingestion_poams', control: 'ingestion_controls'};

export async function keepJournal(world: SyncedWorld): Promise<void> {
	const triggers = Object.values(tables).map(table => `create trigger zzz_keep_change after update on ${table} for each row execute function soak.keep_change();`);
	await world.otherProgram([journal, ...triggers].join('\n'));
}

/** What ours held for one field of a linked record, in turn. */
export async function readOurs(world: SyncedWorld, {entityType, externalId, field}: {readonly entityType: string; readonly externalId: string; readonly field: string}): Promise<readonly Held[]> {
	const rows = await world.otherProgram<{at: Date; application: string; before: JsonValue; after: JsonValue}>(`
		select j.at, j.application, j.before -> $4 as before, j.after -> $4 as after from soak.journal j join sync_links l on l.internal_id = j.internal_id
		where l.entity_type = $1 and l.external_id = $2 and j.table_name = $3 and j.before -> $4 is distinct from j.after -> $4 order by j.id`, [entityType, externalId, tables[entityType as EntityType], field]);
	return rows.flatMap(({at, application, before, after}, index) => [...(index === 0 ? [{value: before}] : []), {value: after, at: at.getTime(), by: application}]);
}
