import type {JsonValue} from './json.js';
import type {ItemMerge} from './policy.js';

export const entityTypes = ['asset', 'vulnerability', 'system', 'control', 'poam'] as const;
export type EntityType = (typeof entityTypes)[number];

export const isEntityType = (text: string): text is EntityType => (entityTypes as readonly string[]).includes(text);

/**
 * What a value of a field is, in canonical (internal) form: `text`, `uuid` strings; `integer`, `number` JSON numbers;
 * `date` "YYYY-MM-DD"; `timestamp` "YYYY-MM-DDTHH:MM:SS.mmmZ" (UTC); `text-list` an array of strings; `json` anything.
 */
export type FieldKind = 'text' | 'uuid' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'text-list' | 'json';

/** How one entity type is kept in the organization's own tables. */
export type EntityDefinition = {
	readonly entityType: EntityType;
	/** What a person calls many of them: "assets". */
	readonly plural: string;
	readonly table: string;
	/** The columns that name a record to a person and match it on first contact; joined by ":" they are its `entity_id`. */
	readonly keyFields: readonly string[];
	/** The column shown beside the key. */
	readonly labelField: string;
	/** The column that holds the id of the linked record, by `external_systems.system_type`. */
	readonly externalIdFields: Readonly<Record<string, string>>;
	/** Which fields name a record of another entity type by its key; not every installation has the foreign key. */
	readonly parents: Readonly<Record<string, EntityType>>;
	/** Whether the table has `sync_status` (the seeds give it to all but systems). */
	readonly hasSyncStatus: boolean;
	/** The column that holds the time of the last sync, where the seeds give one. */
	readonly syncedAtField?: string;
	/** Fields that hold a list of items which people on both sides plan together, and how a new installation merges them. */
	readonly itemLists?: Readonly<Record<string, ItemMerge>>;
	/** Whether `raw_json` keeps the record as it was received: not for findings, where a plugin's text would repeat in each. */
	readonly keepsRaw: boolean;
	/** Every column that a mapping may write, with its kind in a fresh installation. */
	readonly fields: Readonly<Record<string, FieldKind>>;
};

const ownership = {business_owner: 'text', technical_owner: 'text'} as const;

export const entityDefinitions: Readonly<Record<EntityType, EntityDefinition>> = {
	asset: {
		entityType: 'asset',
		plural: 'assets',
		table: 'ingestion_assets',
		keyFields: ['asset_uuid'],
		labelField: 'hostname',
		externalIdFields: {tenable: 'tenable_asset_uuid', xacta: 'xacta_component_id'},
		parents: {system_id: 'system'},
		hasSyncStatus: true,
		keepsRaw: true,
		syncedAtField: 'last_sync_time',
		fields: {
			asset_uuid: 'uuid', hostname: 'text', netbios_name: 'text', system_id: 'text', has_agent: 'boolean',
			has_plugin_results: 'boolean', first_seen: 'timestamp', last_seen: 'timestamp', exposure_score: 'integer',
			acr_score: 'number', criticality_rating: 'text', ip_addresses: 'text', operating_system: 'text',
			tenable_asset_uuid: 'text', xacta_component_id: 'text', external_system_mappings: 'json', ...ownership,
		},
	},
	vulnerability: {
		entityType: 'vulnerability',
		plural: 'vulnerabilities',
		table: 'ingestion_vulnerabilities',
		keyFields: ['asset_uuid', 'plugin_id', 'port', 'protocol'],
		labelField: 'plugin_name',
		externalIdFields: {tenable: 'tenable_vuln_id'},
		parents: {asset_uuid: 'asset'},
		hasSyncStatus: true,
		keepsRaw: false,
		syncedAtField: 'last_tenable_update',
		fields: {
			asset_uuid: 'uuid', plugin_id: 'text', plugin_name: 'text', vulnerability_name: 'text', plugin_family: 'text',
			severity: 'integer', severity_name: 'text', cvss_base_score: 'number', cvss3_base_score: 'number', cvss_score: 'number',
			description: 'text', solution: 'text', risk_factor: 'text', port: 'integer', protocol: 'text', first_found: 'timestamp',
			last_found: 'timestamp', state: 'text', poam_id: 'text', control_id: 'text', tenable_vuln_id: 'text',
			external_references: 'json', remediation_status: 'text', remediation_due_date: 'date', recast_severity: 'text',
		},
	},
	system: {
		entityType: 'system',
		plural: 'systems',
		table: 'ingestion_systems',
		keyFields: ['system_id'],
		labelField: 'name',
		externalIdFields: {xacta: 'xacta_system_id'},
		parents: {},
		hasSyncStatus: false,
		keepsRaw: true,
		syncedAtField: 'last_xacta_sync',
		fields: {
			system_id: 'text', name: 'text', uuid: 'text', status: 'text', system_type: 'text', authorization_boundary: 'text',
			responsible_organization: 'text', system_owner: 'text', information_system_security_officer: 'text',
			authorizing_official: 'text', last_assessment_date: 'date', authorization_date: 'date',
			authorization_termination_date: 'date', xacta_system_id: 'text', tenable_asset_group_id: 'text',
			external_system_mappings: 'json',
		},
	},
	control: {
		entityType: 'control',
		plural: 'controls',
		table: 'ingestion_controls',
		keyFields: ['system_id', 'control_id'],
		labelField: 'control_title',
		externalIdFields: {xacta: 'xacta_control_id'},
		parents: {system_id: 'system'},
		hasSyncStatus: true,
		keepsRaw: true,
		fields: {
			system_id: 'text', control_id: 'text', control_title: 'text', family: 'text', priority: 'text',
			implementation_status: 'text', assessment_status: 'text', responsible_role: 'text', last_assessed: 'date',
			implementation_guidance: 'text', residual_risk: 'text', xacta_control_id: 'text', assessment_frequency_months: 'integer',
			next_assessment_date: 'date', evidence_required: 'text-list', automation_level: 'text',
		},
	},
	poam: {
		entityType: 'poam',
		plural: 'poams',
		table: 'ingestion_poams',
		keyFields: ['poam_id'],
		labelField: 'weakness_description',
		itemLists: {milestone_schedule: {itemsBy: 'milestone_id', orBy: ['description', 'scheduled_date']}},
		externalIdFields: {xacta: 'xacta_poam_id'},
		parents: {system_id: 'system'},
		hasSyncStatus: true,
		keepsRaw: true,
		fields: {
			poam_id: 'text', system_id: 'text', weakness_description: 'text', source: 'text', security_control: 'text',
			resources: 'text', scheduled_completion: 'date', poc: 'text', status: 'text', risk_rating: 'text',
			deviation_rationale: 'text', original_detection_date: 'date', weakness_severity: 'text', residual_risk: 'text',
			threat_relevance: 'text', likelihood: 'text', impact: 'text', mitigation_strategy: 'text', cost_estimate: 'number',
			xacta_poam_id: 'text', workflow_status: 'text', milestone_schedule: 'json', approval_status: 'text',
		},
	},
};

/** The natural key as one text: what people read, and what first contact matches by. */
export const toEntityKey = (definition: EntityDefinition, fields: Readonly<Record<string, JsonValue>>): string =>
	definition.keyFields.map(field => String(fields[field] ?? '')).join(':');

/** How a record is called beside its key. */
export const toEntityLabel = (definition: EntityDefinition, fields: Readonly<Record<string, JsonValue>>): string => String(fields[definition.labelField] ?? '');
