/**
 * Databases as an organization may have them before Parley comes. Neither is tidy: both hold what real ones were seen to
 * hold, and other programs use every object in them.
 */
export const oldInstallations: Readonly<Record<string, string>> = {
	'with few columns, severities in words and duplicate assets': `
		create table users (id bigserial primary key, username varchar(80) not null unique, password varchar(255) not null, role varchar(20));
		insert into users (username, password, role) select 'person ' || i, 'hash', 'analyst' from generate_series(1, 4) i;

		create table ingestion_assets (
			id serial primary key, asset_uuid uuid, hostname varchar(255), system_id varchar(50), exposure_score numeric, acr_score numeric(4,2),
			sync_status varchar(20) default 'new', raw_json text, rack varchar(20) not null default 'unknown'
		);
		insert into ingestion_assets (asset_uuid, hostname, system_id, exposure_score, acr_score, raw_json)
			select md5((i % 40)::text)::uuid, 'host-' || i, 'SYS-' || i % 3, i * 7.5, i % 10, '{"i": ' || i || '}' from generate_series(1, 50) i;
		insert into ingestion_assets (asset_uuid, hostname) values (null, null), (md5('x')::uuid, '');

		create table ingestion_vulnerabilities (
			id bigserial primary key, asset_uuid varchar(40), plugin_id integer, plugin_name varchar(500), severity varchar(20), severity_name varchar(20),
			state varchar(20), port varchar(20), created_at timestamptz default now()
		);
		insert into ingestion_vulnerabilities (asset_uuid, plugin_id, plugin_name, severity, severity_name, state, port)
			select md5((i % 40)::text)::uuid::text, 10000 + i % 9, 'Plugin', 'high', case when i % 2 = 0 then 'Critical' else 'High' end, 'Active', 'general/tcp' from generate_series(1, 200) i;

		create table ingestion_systems (id serial primary key, system_id varchar(50), name varchar(200), system_owner varchar(100));
		insert into ingestion_systems (system_id, name) values ('SYS-0', 'Payroll'), ('SYS-1', 'Mail'), ('SYS-1', 'Mail, again'), (null, 'nameless');
		create table ingestion_controls (id serial primary key, system_id varchar(50), control_id varchar(50), control_title varchar(300), status varchar(30));
		insert into ingestion_controls (system_id, control_id, status) values ('SYS-0', 'AC-02(03)', 'ok'), ('SYS-0', 'AC-02(03)', 'ok');
		create table ingestion_poams (id serial primary key, poam_id varchar(50) unique, status varchar(50), scheduled_completion varchar(30), cost_estimate varchar(50));
		insert into ingestion_poams (poam_id, status, scheduled_completion, cost_estimate) values ('P-1', 'critical', 'next spring', '$2,500'), ('P-2', 'overdue', '2025-01-01', null);
		create table ingestion_batches (id serial primary key, batch_id varchar(64), source_system varchar(50), status varchar(20), started_at timestamp);
		insert into ingestion_batches (batch_id, source_system, status, started_at) values ('not-a-uuid', 'nessus', 'done', '2024-02-29 12:00');

		create table scan_notes (id serial primary key, asset integer references ingestion_assets(id), note text);
		insert into scan_notes (asset, note) values (1, 'ask before patching');
		create view open_findings as select v.*, a.hostname from ingestion_vulnerabilities v join ingestion_assets a on a.asset_uuid::text = v.asset_uuid where v.state = 'Active';
		create view vw_assets_enhanced as select id, hostname, rack from ingestion_assets;
		create materialized view assets_by_system as select system_id, count(*) as assets from ingestion_assets group by 1;
		create function touch_rack() returns trigger language plpgsql as $$ begin new.rack := upper(new.rack); return new; end $$;
		create trigger keep_rack_upper before update on ingestion_assets for each row execute function touch_rack();
		create index my_hosts on ingestion_assets (lower(hostname));`,

	'with tables of the first phases, plain logs and the old views': `
		create table users (id serial primary key, username varchar(255) not null unique, password varchar(255), email varchar(255), status varchar(50));
		insert into users (username, email) values ('ana', 'ana@example.org'), ('bo', null);

		create table ingestion_assets (
			id serial primary key, asset_uuid uuid not null unique, hostname varchar(255), netbios_name varchar(255), system_id varchar(255), has_agent boolean,
			first_seen timestamp, last_seen timestamp, exposure_score integer, acr_score numeric(3,1), criticality_rating varchar(50), ingestion_source varchar(50),
			ingestion_batch_id uuid, raw_json jsonb, tenable_asset_uuid varchar(255), sync_status varchar(50) default 'synced', last_sync_time timestamp,
			business_owner varchar(255), technical_owner varchar(255)
		);
		insert into ingestion_assets (asset_uuid, hostname, system_id, exposure_score, acr_score, raw_json, sync_status)
			select md5(i::text)::uuid, 'srv-' || i, 'A' || i % 5, i, 5.5, jsonb_build_object('n', i), case when i % 7 = 0 then 'error' else 'synced' end from generate_series(1, 60) i;

		create table ingestion_vulnerabilities (
			id serial primary key, asset_uuid uuid references ingestion_assets(asset_uuid), plugin_id varchar(20) not null, plugin_name text, severity smallint, severity_name text,
			cvss_base_score numeric(4,1), cvss3_base_score numeric(4,1), state varchar(20), port integer, protocol varchar(10), raw_data json,
			tenable_vuln_id varchar(255), remediation_status varchar(50), remediation_assigned_to integer references users(id), remediation_due_date date, sync_status varchar(50)
		);
		insert into ingestion_vulnerabilities (asset_uuid, plugin_id, severity, severity_name, state, raw_data, remediation_status, remediation_assigned_to)
			select md5((1 + i % 60)::text)::uuid, (19506 + i % 11)::text, i % 5, 'Critical', 'OPEN', '{"k":  1}', 'open', 1 + i % 2 from generate_series(1, 300) i;

		create table ingestion_systems (id serial primary key, system_id varchar(255) not null unique, name text, system_owner text, status text);
		insert into ingestion_systems (system_id, name, system_owner) select 'A' || i, 'System ' || i, 'Owner ' || i from generate_series(0, 4) i;
		create table ingestion_controls (id serial primary key, system_id varchar(255), control_id varchar(50), implementation_status varchar(50), unique (system_id, control_id));
		insert into ingestion_controls (system_id, control_id, implementation_status) values ('A1', 'AC-2', 'partially_implemented');
		create table ingestion_poams (id serial primary key, poam_id varchar(255) not null unique, weakness_description text, scheduled_completion date, milestone_schedule jsonb, status varchar(50));
		insert into ingestion_poams (poam_id, scheduled_completion, milestone_schedule, status) values ('POAM-1', '2026-03-01', '[{"description": "a", "target_date": "2026-01-01"}]', 'ongoing');
		create table ingestion_batches (id serial primary key, batch_id uuid not null default gen_random_uuid(), source_system varchar(100), status varchar(50), metadata jsonb);
		insert into ingestion_batches (source_system, status, metadata) values ('tenable', 'completed', '{"rows": 3}');
		create table external_systems (
			id serial primary key, system_name varchar(100) not null unique, system_type varchar(50) not null, api_base_url varchar(500) not null,
			connection_config jsonb not null, sync_enabled boolean default true, last_sync_time timestamp, last_sync_status varchar(50), sync_frequency_minutes integer default 60,
			created_at timestamp default now()
		);
		insert into external_systems (system_name, system_type, api_base_url, connection_config) values
			('Tenable.io', 'tenable', 'https://tenable.example', '{"access_key": "a", "secret_key": "b"}'), ('Xacta 360', 'xacta', 'https://xacta.example', '{}');
		create table api_call_logs (
			id serial primary key, external_system_id integer references external_systems(id), operation_id uuid, method varchar(10) not null, endpoint varchar(500) not null,
			response_status integer, response_time_ms integer, called_at timestamp default now()
		);
		insert into api_call_logs (external_system_id, method, endpoint, response_status, response_time_ms, called_at)
			select 1 + i % 2, 'GET', '/assets/export', case when i % 10 = 0 then 500 else 200 end, i, (now() at time zone 'UTC') - i * interval '3 hours' from generate_series(1, 100) i;
		create table sync_conflicts (
			id serial primary key, operation_id uuid, entity_type varchar(100) not null, entity_id varchar(255) not null, external_entity_id varchar(255), conflict_type varchar(50) not null,
			field_name varchar(255), internal_value jsonb, external_value jsonb, resolution_status varchar(50) default 'pending', resolved_by integer references users(id),
			resolved_at timestamp, auto_resolved boolean default false, created_at timestamp default now()
		);
		insert into sync_conflicts (entity_type, entity_id, conflict_type, field_name, internal_value, external_value, resolution_status)
			select 'asset', 'srv-1', 'field_mismatch', 'hostname', '"a"', 'null', case when i % 3 = 0 then 'resolved' else 'pending' end from generate_series(1, 12) i;
		create table metrics_definitions (id serial primary key, metric_name varchar(255) not null unique, metric_category varchar(100) not null, display_name varchar(255) not null, calculation_method text not null, sql_query text);
		insert into metrics_definitions (metric_name, metric_category, display_name, calculation_method, sql_query) values ('total_assets', 'operations', 'All assets', 'count', 'select 1');
		create table metrics_values (id serial primary key, metric_id integer references metrics_definitions(id), calculated_at timestamp not null, value decimal(15,4) not null);
		insert into metrics_values (metric_id, calculated_at, value) values (1, '2025-05-05 05:05', 42.5);
		create table assets_extended (id serial primary key, asset_uuid uuid not null unique references ingestion_assets(asset_uuid), environment varchar(50));
		insert into assets_extended (asset_uuid, environment) select asset_uuid, 'production' from ingestion_assets where id < 10;

		create view vw_sync_status_dashboard as
			select es.system_name, es.system_type, es.sync_enabled, es.last_sync_time, es.last_sync_status, es.sync_frequency_minutes,
				count(case when sc.resolution_status = 'pending' then 1 end) as pending_conflicts, count(acl.id) as api_calls_today,
				avg(acl.response_time_ms) as avg_response_time_ms, count(case when acl.response_status >= 400 then 1 end) as error_count_today
			from external_systems es
			left join sync_conflicts sc on sc.created_at >= current_date
			left join api_call_logs acl on es.id = acl.external_system_id and acl.called_at >= current_date
			group by es.id, es.system_name, es.system_type, es.sync_enabled, es.last_sync_time, es.last_sync_status, es.sync_frequency_minutes;
		create view wallboard as select system_name, pending_conflicts from vw_sync_status_dashboard;
		create table alerts (id serial primary key, message text not null, state text default 'new');
		insert into alerts (message) values ('disk is filling up');
		create index idx_sync_conflicts_entity on sync_conflicts (entity_type, entity_id);`,
};
