import {phase} from './support/phase.js';

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable('assets_extended', [
		'id serial primary key',
		'asset_uuid uuid not null unique references ingestion_assets(asset_uuid)',
		'business_criticality varchar(50)',
		'cost_center varchar(100)',
		'environment varchar(50)',
		'compliance_scope text[]',
		'data_classification varchar(50)',
		'geographic_location varchar(255)',
		'network_zone varchar(100)',
		'asset_tags jsonb',
		'dependencies jsonb',
		'sla_requirements jsonb',
		'maintenance_window jsonb',
		'risk_score decimal(5,2)',
		'risk_factors jsonb',
		'last_risk_assessment timestamp',
		'created_at timestamp default now()',
		'updated_at timestamp default now()',
	]);
	await schema.ensureIndex('idx_assets_extended_criticality', 'assets_extended (business_criticality)');

	await schema.ensureTable('vulnerability_intelligence', [
		'id serial primary key',
		'plugin_id varchar(50) not null unique',
		'cve_ids text[]',
		'vulnerability_type varchar(100)',
		'attack_vector varchar(50)',
		'attack_complexity varchar(50)',
		'privileges_required varchar(50)',
		'user_interaction varchar(50)',
		'exploitability_score decimal(3,1)',
		'exploit_available boolean default false',
		'exploit_maturity varchar(50)',
		'threat_intelligence jsonb',
		'business_impact_score decimal(3,1)',
		'remediation_complexity varchar(50)',
		'patch_available boolean default false',
		'patch_release_date date',
		'vendor_advisory_url text',
		'created_at timestamp default now()',
		'updated_at timestamp default now()',
	]);
	await schema.ensureIndex('idx_vulnerability_intelligence_plugin', 'vulnerability_intelligence (plugin_id)');

	await schema.ensureTable('vulnerability_remediation', [
		'id serial primary key',
		'vulnerability_id integer references ingestion_vulnerabilities(id)',
		'asset_uuid uuid references ingestion_assets(asset_uuid)',
		'remediation_status varchar(50) not null',
		'remediation_method varchar(100)',
		'assigned_to integer references users(id)',
		'due_date date',
		'priority_score integer',
		'business_justification text',
		'remediation_plan text',
		'remediation_steps jsonb',
		'validation_required boolean default true',
		'validation_status varchar(50)',
		'validated_by integer references users(id)',
		'validated_at timestamp',
		'cost_estimate decimal(10,2)',
		'effort_estimate_hours integer',
		'downtime_required_hours integer',
		'external_system_status jsonb',
		'created_at timestamp default now()',
		'updated_at timestamp default now()',
	]);
	await schema.ensureIndex('idx_vulnerability_remediation_status', 'vulnerability_remediation (remediation_status, due_date)');
	await schema.ensureIndex('idx_vulnerability_remediation_asset', 'vulnerability_remediation (asset_uuid, remediation_status)');
});
