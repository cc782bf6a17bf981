import {phase} from './support/phase.js';

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('ingestion_assets', [
		'tenable_asset_uuid varchar(255)',
		'xacta_component_id varchar(255)',
		'external_system_mappings jsonb',
		'business_owner varchar(255)',
		'technical_owner varchar(255)',
		`sync_status varchar(50) default 'synced'`,
		'last_sync_time timestamp',
	]);
	await schema.addColumns('ingestion_vulnerabilities', [
		'tenable_vuln_id varchar(255)',
		'external_references jsonb',
		'remediation_status varchar(50)',
		'remediation_assigned_to integer references users(id)',
		'remediation_due_date date',
		`sync_status varchar(50) default 'synced'`,
		'last_tenable_update timestamp',
	]);
	await schema.addColumns('ingestion_systems', [
		'xacta_system_id varchar(255)',
		'tenable_asset_group_id varchar(255)',
		'external_system_mappings jsonb',
		'sync_enabled boolean default true',
		'last_xacta_sync timestamp',
	]);
	await schema.addColumns('ingestion_controls', [
		'xacta_control_id varchar(255)',
		'assessment_frequency_months integer',
		'next_assessment_date date',
		'evidence_required text[]',
		'automation_level varchar(50)',
		`sync_status varchar(50) default 'synced'`,
	]);
	await schema.addColumns('ingestion_poams', [
		'xacta_poam_id varchar(255)',
		'workflow_status varchar(50)',
		'milestone_schedule jsonb',
		'approval_status varchar(50)',
		`sync_status varchar(50) default 'synced'`,
	]);
	await schema.addColumns('ingestion_batches', [
		'operation_type varchar(50)',
		'external_system varchar(50)',
		'parent_operation_id uuid references ingestion_batches(batch_id)',
		'correlation_id uuid',
		'api_endpoint varchar(500)',
		'retry_count integer default 0',
	]);

	await schema.ensureIndex('idx_ingestion_assets_tenable_uuid', 'ingestion_assets (tenable_asset_uuid)');
	await schema.ensureIndex('idx_ingestion_assets_sync_status', 'ingestion_assets (sync_status, last_sync_time)');
	await schema.ensureIndex('idx_ingestion_vulnerabilities_tenable_id', 'ingestion_vulnerabilities (tenable_vuln_id)');
	await schema.ensureIndex('idx_ingestion_vulnerabilities_remediation', 'ingestion_vulnerabilities (remediation_status, remediation_due_date)');
	await schema.ensureIndex('idx_ingestion_systems_xacta_id', 'ingestion_systems (xacta_system_id)');
	await schema.ensureIndex('idx_ingestion_controls_xacta_id', 'ingestion_controls (xacta_control_id)');
	await schema.ensureIndex('idx_ingestion_poams_xacta_id', 'ingestion_poams (xacta_poam_id)');
});
