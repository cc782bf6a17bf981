import {phase} from './support/phase.js';

// The tables that other programs of the organization fill. Where they exist only missing columns are added; keys and
// other constraints are given to tables that are created here, because a new constraint could break those programs.
const provenance = ['created_at timestamp default now()', 'updated_at timestamp default now()', 'ingestion_source varchar(100)', 'ingestion_batch_id uuid', 'raw_json jsonb'];

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable('users', [
		'id serial primary key',
		'username varchar(255) not null unique',
		'password varchar(255)',
		'first_name varchar(255)',
		'last_name varchar(255)',
		'email varchar(255)',
		'auth_method varchar(50)',
		'role varchar(50)',
		`status varchar(50) default 'active'`,
		'created_at timestamp default now()',
		'updated_at timestamp default now()',
	]);

	await schema.ensureTable('ingestion_assets', [
		'id serial primary key',
		'asset_uuid uuid not null unique',
		'hostname text',
		'netbios_name text',
		'system_id varchar(255)',
		'has_agent boolean',
		'has_plugin_results boolean',
		'first_seen timestamp',
		'last_seen timestamp',
		'exposure_score integer',
		'acr_score numeric(3,1)',
		'criticality_rating varchar(50)',
		'ip_addresses text',
		'operating_system text',
		...provenance,
	]);

	await schema.ensureTable('ingestion_vulnerabilities', [
		'id serial primary key',
		'asset_uuid uuid',
		'plugin_id varchar(50)',
		'plugin_name text',
		'vulnerability_name text',
		'plugin_family text',
		'severity integer',
		'severity_name varchar(50)',
		'cvss_base_score numeric(3,1)',
		'cvss3_base_score numeric(3,1)',
		'cvss_score numeric(3,1)',
		'description text',
		'solution text',
		'risk_factor varchar(50)',
		'port integer',
		'protocol varchar(20)',
		'first_found timestamp',
		'last_found timestamp',
		'state varchar(50)',
		'poam_id varchar(255)',
		'control_id varchar(50)',
		...provenance,
		'raw_data jsonb',
	]);
	// Findings are matched by this key on first contact and looked up by asset ever after.
	await schema.ensureIndex('ingestion_vulnerabilities_finding', 'ingestion_vulnerabilities (asset_uuid, plugin_id, port, protocol)');

	await schema.ensureTable('ingestion_systems', [
		'id serial primary key',
		'system_id varchar(255) not null unique',
		'name text',
		'uuid varchar(255)',
		'status varchar(50)',
		'system_type varchar(100)',
		'authorization_boundary text',
		'responsible_organization text',
		'system_owner text',
		'information_system_security_officer text',
		'authorizing_official text',
		'last_assessment_date date',
		'authorization_date date',
		'authorization_termination_date date',
		...provenance,
	]);

	await schema.ensureTable(
		'ingestion_controls',
		[
			'id serial primary key',
			'system_id varchar(255) not null',
			'control_id varchar(50) not null',
			'control_title text',
			'family text',
			'priority varchar(20)',
			'implementation_status varchar(50)',
			'assessment_status varchar(50)',
			'responsible_role text',
			'last_assessed date',
			'implementation_guidance text',
			'residual_risk varchar(50)',
			...provenance,
		],
		{constraints: ['unique (system_id, control_id)']},
	);

	await schema.ensureTable('ingestion_poams', [
		'id serial primary key',
		'poam_id varchar(255) not null unique',
		'system_id varchar(255)',
		'weakness_description text',
		'source text',
		'security_control varchar(255)',
		'resources text',
		'scheduled_completion date',
		'poc text',
		'status varchar(50)',
		'risk_rating varchar(50)',
		'deviation_rationale text',
		'original_detection_date date',
		'weakness_severity varchar(50)',
		'residual_risk varchar(50)',
		'threat_relevance varchar(50)',
		'likelihood varchar(50)',
		'impact varchar(50)',
		'mitigation_strategy text',
		'cost_estimate numeric(15,2)',
		...provenance,
	]);

	await schema.ensureTable('ingestion_batches', [
		'id serial primary key',
		'batch_id uuid not null unique default gen_random_uuid()',
		'source_system varchar(100)',
		'batch_type varchar(50)',
		'file_name varchar(500)',
		'total_records integer default 0',
		'successful_records integer default 0',
		'failed_records integer default 0',
		'status varchar(50)',
		'started_at timestamp default now()',
		'completed_at timestamp',
		'error_details text',
		'created_by varchar(255)',
		'metadata jsonb',
	]);
});
