import {externalSystems} from './data/external-systems.js';
import {insertMissing} from './support/insert-missing.js';
import {seeder} from './support/seeder.js';

export const {up, down} = seeder({
	up: run => insertMissing(run, 'external_systems', ['system_name'], externalSystems),

	// A system that was ever used is named by links, calls or conflicts, and cannot go without them.
	down: run =>
		run(
			`delete from external_systems s where s.system_name = any($1) and not s.sync_enabled and s.last_sync_time is null
				and not exists (select from data_field_mappings where external_system_id = s.id)
				and not exists (select from sync_policies where external_system_id = s.id)
				and not exists (select from sync_links where external_system_id = s.id)
				and not exists (select from sync_conflicts where external_system_id = s.id)
				and not exists (select from api_call_logs where external_system_id = s.id)`,
			[externalSystems.map(system => system.system_name)],
		),
});
