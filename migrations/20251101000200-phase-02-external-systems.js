import {phase} from './support/phase.js';
import {dropPartitions, ensurePartitions} from './support/partitions.js';

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable('external_systems', [
		'id serial primary key',
		'system_name varchar(100) not null unique',
		'system_type varchar(50) not null',
		'api_base_url varchar(500) not null',
		'api_version varchar(20)',
		'authentication_method varchar(50) not null',
		'connection_config jsonb not null',
		'sync_enabled boolean default true',
		'sync_frequency_minutes integer default 60',
		'last_sync_time timestamp',
		'last_sync_status varchar(50)',
		'rate_limit_config jsonb',
		'retry_config jsonb',
		'webhook_config jsonb',
		'created_at timestamp default now()',
		'updated_at timestamp default now()',
		'created_by integer references users(id)',
		'is_active boolean default true',
	]);
	await schema.ensureIndex('idx_external_systems_type', 'external_systems (system_type, is_active)');

	await schema.createFunction('parley_ensure_partitions(regclass, integer)', ensurePartitions, {parameters: 'parent regclass, months_ahead integer default 3'});
	await schema.createFunction('parley_drop_partitions(regclass, timestamp)', dropPartitions, {parameters: 'parent regclass, older_than timestamp'});

	// A log that grows by gigabytes a month: retention drops whole partitions. PostgreSQL wants the partition's column in
	// the primary key.
	const isNew = await schema.ensureTable(
		'api_call_logs',
		[
			'id serial not null',
			'external_system_id integer references external_systems(id)',
			'operation_id uuid',
			'method varchar(10) not null',
			'endpoint varchar(500) not null',
			'request_headers jsonb',
			'request_body jsonb',
			'response_status integer',
			'response_headers jsonb',
			'response_body jsonb',
			'response_time_ms integer',
			'error_message text',
			'called_at timestamp default now()',
			'ip_address inet',
			'user_agent text',
		],
		{constraints: ['primary key (id, called_at)'], partitionBy: 'range (called_at)'},
	);
	await schema.ensureIndex('idx_api_call_logs_system_time', 'api_call_logs (external_system_id, called_at)');
	await schema.ensureIndex('idx_api_call_logs_operation', 'api_call_logs (operation_id)');
	if (isNew) await schema.run(`select parley_ensure_partitions('api_call_logs')`);

	await schema.ensureTable(
		'data_field_mappings',
		[
			'id serial primary key',
			'external_system_id integer references external_systems(id)',
			'entity_type varchar(100) not null',
			'external_field_name varchar(255) not null',
			'internal_field_name varchar(255) not null',
			'transformation_rule jsonb',
			'validation_rules jsonb',
			'is_required boolean default false',
			'default_value text',
			'created_at timestamp default now()',
			'updated_at timestamp default now()',
		],
		{constraints: ['unique (external_system_id, entity_type, external_field_name)']},
	);
	await schema.ensureIndex('idx_data_field_mappings_system_entity', 'data_field_mappings (external_system_id, entity_type)');

	await schema.ensureTable('sync_policies', [
		'id serial primary key',
		'external_system_id integer references external_systems(id)',
		'entity_type varchar(100) not null',
		'sync_direction varchar(20) not null',
		'conflict_resolution_strategy varchar(50) not null',
		'field_level_policies jsonb',
		'filters jsonb',
		'batch_size integer default 100',
		'is_active boolean default true',
		'created_at timestamp default now()',
		'updated_at timestamp default now()',
	]);

	await schema.ensureTable('sync_conflicts', [
		'id serial primary key',
		'operation_id uuid',
		'entity_type varchar(100) not null',
		'entity_id varchar(255) not null',
		'external_entity_id varchar(255)',
		'conflict_type varchar(50) not null',
		'field_name varchar(255)',
		'internal_value jsonb',
		'external_value jsonb',
		`resolution_status varchar(50) default 'pending'`,
		'resolution_action varchar(100)',
		'resolved_by integer references users(id)',
		'resolved_at timestamp',
		'auto_resolved boolean default false',
		'created_at timestamp default now()',
	]);
	await schema.ensureIndex('idx_sync_conflicts_entity', 'sync_conflicts (entity_type, entity_id)');
	await schema.ensureIndex('idx_sync_conflicts_status', 'sync_conflicts (resolution_status, created_at)');
});
