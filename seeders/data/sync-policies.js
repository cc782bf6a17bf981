// Keys of `fields` are internal fields, values as source/core/policy.ts describes them. Nothing is sent until a person
// sets push_enabled. Times are UTC; the minutes are spread so that the systems are not asked for everything at once.
const theirs = {direction: 'inbound', strategy: 'external_wins'};
const caseless = {equality: {ignoreCase: true}};

const asset = {
	entity_type: 'asset',
	sync_direction: 'bidirectional',
	conflict_resolution_strategy: 'manual',
	field_level_policies: {
		// What a scanner saw is for the scanner to say.
		asset_uuid: theirs,
		hostname: {...theirs, ...caseless},
		netbios_name: {...theirs, ...caseless},
		ip_addresses: {...theirs, equality: {asSet: true, separator: ','}},
		operating_system: theirs,
		has_agent: theirs,
		has_plugin_results: theirs,
		first_seen: {...theirs, equality: {precision: 'second'}},
		last_seen: {...theirs, equality: {precision: 'second'}},
		exposure_score: theirs,
		acr_score: {equality: {scale: 1}},
		criticality_rating: caseless,
	},
	batch_size: 1000,
	schedule_expression: '*/30 * * * *',
	full_sync_expression: '20 2 * * *',
};

// What a scan says of a finding, people do not change.
const scannedFields = [
	'asset_uuid', 'plugin_id', 'plugin_name', 'vulnerability_name', 'plugin_family', 'severity', 'severity_name', 'cvss_base_score', 'cvss3_base_score',
	'description', 'solution', 'risk_factor', 'port', 'protocol', 'state', 'tenable_vuln_id',
];

const vulnerability = {
	entity_type: 'vulnerability',
	sync_direction: 'bidirectional',
	conflict_resolution_strategy: 'external_wins',
	field_level_policies: {
		...Object.fromEntries(scannedFields.map(field => [field, theirs])),
		external_references: {...theirs, equality: {asSet: true}},
		first_found: {...theirs, equality: {precision: 'second'}},
		last_found: {...theirs, equality: {precision: 'second'}},
		// All that Tenable can hold of it is an accept rule. "remediated" is added where a template for verifying scans is set.
		remediation_status: {direction: 'outbound', strategy: 'manual', equality: {onlyValues: ['accepted', 'false_positive']}},
		recast_severity: {direction: 'outbound', strategy: 'manual', ...caseless},
	},
	batch_size: 2000,
	schedule_expression: '10 * * * *',
	// "Changed since" never tells of what is no longer found: now and then everything is read.
	full_sync_expression: '40 3 * * 0',
};

const system = {
	entity_type: 'system',
	sync_direction: 'inbound',
	conflict_resolution_strategy: 'manual',
	field_level_policies: {system_id: theirs},
	batch_size: 200,
	schedule_expression: '5 * * * *',
	full_sync_expression: '5 1 * * *',
};

const control = {
	entity_type: 'control',
	sync_direction: 'bidirectional',
	conflict_resolution_strategy: 'manual',
	field_level_policies: {
		// The catalog's words.
		system_id: theirs,
		control_id: theirs,
		control_title: theirs,
		family: {...theirs, ...caseless},
		// How often is decided here; Xacta's word fills it in once.
		assessment_frequency_months: {direction: 'inbound', strategy: 'internal_wins'},
	},
	batch_size: 1000,
	schedule_expression: '15,45 * * * *',
	full_sync_expression: '30 1 * * *',
};

const poam = {
	entity_type: 'poam',
	sync_direction: 'bidirectional',
	conflict_resolution_strategy: 'manual',
	field_level_policies: {
		poam_id: theirs,
		system_id: theirs,
		security_control: theirs,
		source: theirs,
		weakness_description: {direction: 'inbound'},
		// Once a date is approved, a slip is an extension and not an edit.
		scheduled_completion: {frozenWhen: {field: 'approval_status', values: ['approved']}},
		status: {
			states: {
				draft: ['ongoing', 'archived'],
				ongoing: ['overdue', 'delayed', 'completed', 'risk accepted', 'not applicable', 'archived'],
				overdue: ['ongoing', 'delayed', 'completed', 'risk accepted', 'not applicable', 'archived'],
				delayed: ['ongoing', 'overdue', 'completed', 'risk accepted', 'not applicable', 'archived'],
				// A closed item is not opened again: a new one refers to it.
				completed: ['archived'],
				'risk accepted': ['archived'],
				'not applicable': ['archived'],
				archived: [],
			},
		},
		deviation_rationale: {merge: 'append'},
		// Two people plan the same work: each milestone is decided by itself.
		milestone_schedule: {merge: {itemsBy: 'milestone_id', orBy: ['description', 'scheduled_date']}},
	},
	batch_size: 500,
	schedule_expression: '*/15 * * * *',
	full_sync_expression: '45 1 * * *',
};

export const tenablePolicies = [asset, vulnerability];
export const xactaPolicies = [system, control, poam];
