import {tenablePolicies, xactaPolicies} from './data/sync-policies.js';
import {tenableMappings} from './data/tenable-mappings.js';
import {xactaMappings} from './data/xacta-mappings.js';
import {seeder} from './support/seeder.js';

const rules = [
	{systemName: 'Tenable.io', mappings: tenableMappings, policies: tenablePolicies},
	{systemName: 'Xacta 360', mappings: xactaMappings, policies: xactaPolicies},
];

// An entity type that has any mapping, or any policy, is somebody's work and gets no defaults on top.
const insertMappings = `
	insert into data_field_mappings
		(external_system_id, entity_type, external_field_name, internal_field_name, transformation_rule, validation_rules, is_required, default_value)
	select s.id, $2::varchar, m.external_field_name, m.internal_field_name, m.transformation_rule, m.validation_rules, m.is_required, m.default_value
	from external_systems s, jsonb_populate_recordset(null::data_field_mappings, $3::jsonb) m
	where s.system_name = $1 and not exists (select from data_field_mappings d where d.external_system_id = s.id and d.entity_type = $2::varchar)`;

const insertPolicy = `
	insert into sync_policies
		(external_system_id, entity_type, sync_direction, conflict_resolution_strategy, field_level_policies, filters, batch_size, is_active,
		schedule_expression, full_sync_expression, timezone, push_enabled)
	select s.id, p.entity_type, p.sync_direction, p.conflict_resolution_strategy, p.field_level_policies, '[]', p.batch_size, true,
		p.schedule_expression, p.full_sync_expression, 'UTC', false
	from external_systems s, jsonb_populate_record(null::sync_policies, $2::jsonb) p
	where s.system_name = $1 and not exists (select from sync_policies d where d.external_system_id = s.id and d.entity_type = p.entity_type)`;

export const {up, down} = seeder({
	up: async run => {
		for (const {systemName, mappings, policies} of rules) {
			for (const [entityType, rows] of Object.entries(mappings)) await run(insertMappings, [systemName, entityType, JSON.stringify(rows)]);
			for (const policy of policies) await run(insertPolicy, [systemName, JSON.stringify(policy)]);
		}
	},

	down: async run => {
		const systemNames = rules.map(rule => rule.systemName);
		for (const table of ['data_field_mappings', 'sync_policies']) {
			await run(`delete from ${table} where external_system_id in (select id from external_systems where system_name = any($1))`, [systemNames]);
		}
	},
});
