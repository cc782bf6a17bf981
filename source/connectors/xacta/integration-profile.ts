import type {SqlProfileInput} from '../sql/profile.js';

const changed = {at: 'updated_at', by: 'updated_by', window: 'xid'} as const;

/** Every table tells of rows that went in one table, by a name for what they were. */
const tombstones = (name: string) => ({kind: 'tombstones', table: 'tombstones', entity: 'entity', name, id: 'entity_id', at: 'deleted_at', by: 'deleted_by', window: 'xid'}) as const;

/**
 * An integration schema beside Xacta's own tables, where a site can have one: each change notes its transaction and gives the
 * row a new version, and rows that go leave a note. Fields have the names of the default profile, so that one set of mappings serves both.
 */
export const integrationProfile = {
	name: 'xacta-integration',
	overlapSeconds: 0,
	entities: {
		system: {
			table: 'systems',
			key: ['system_id'],
			columns: {
				system_id: 'system_id', system_name: 'name', acronym: 'acronym', system_type: 'system_type', authorization_boundary: 'authorization_boundary', system_owner: 'system_owner',
				isso_name: 'isso', authorizing_official: 'authorizing_official', authorization_date: 'authorization_date',
				authorization_termination_date: 'authorization_termination_date', last_assessment_date: 'last_assessment_date', active: 'lifecycle_status',
			},
			changed, version: 'row_version', deletion: tombstones('system'),
		},
		control: {
			table: 'controls',
			key: ['control_key'],
			columns: {
				control_key: 'control_key', system_id: 'system_id', control_number: 'control_acronym', control_title: 'title', control_family: 'family', implementation_status: 'implementation_status',
				assessment_status: 'compliance_status', implementation_description: 'implementation_narrative', responsible_role: 'responsible_entities',
				last_assessment_date: 'last_assessed', next_assessment_date: 'next_assessment', is_inherited: 'is_inherited',
			},
			writable: ['implementation_status', 'implementation_description', 'responsible_role', 'last_assessment_date', 'next_assessment_date'],
			changed, version: 'row_version', deletion: tombstones('control'),
		},
		poam: {
			table: 'poams',
			key: ['poam_id'],
			columns: {
				poam_id: 'poam_id', display_poam_id: 'display_poam_id', system_id: 'system_id', control_id: 'control_acronym', weakness_description: 'weakness_description', weakness_type: 'source',
				resources_required: 'resources_required', scheduled_completion_date: 'scheduled_completion', extension_date: 'extension_date', actual_completion_date: 'completion_date',
				poam_status: 'status', review_status: 'review_status', risk_rating: 'severity', responsible_individual: 'poc_name', deviation_rationale: 'deviation_rationale', comments: 'comments',
			},
			demands: [{field: 'poam_status', values: ['completed'], set: ['actual_completion_date']}],
			lists: [{
				field: 'milestones', table: 'milestones', key: 'milestone_id', parent: ['poam_id'], isWritable: true,
				columns: {milestone_id: 'milestone_id', description: 'description', scheduled_date: 'scheduled_completion', actual_date: 'completion_date', status: 'status'},
			}],
			writable: [
				'weakness_description', 'resources_required', 'scheduled_completion_date', 'actual_completion_date', 'poam_status', 'risk_rating', 'responsible_individual',
				'deviation_rationale', 'comments', 'milestones',
			],
			changed, version: 'row_version', deletion: tombstones('poam'), creation: {marker: 'external_uid'},
		},
	},
} as const satisfies SqlProfileInput;
