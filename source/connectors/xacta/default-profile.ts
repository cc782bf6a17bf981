import type {SqlProfileInput} from '../sql/profile.js';

/**
 * The tables of the product's integration specification. Xacta publishes no schema of its own: a site whose tables differ
 * gives a profile like this one in `connection_config`, and no program changes.
 */
export const defaultProfile = {
	name: 'xacta',
	entities: {
		system: {
			table: 'systems',
			key: ['system_id'],
			columns: [
				'system_id', 'system_name', 'system_type', 'authorization_boundary', 'responsible_organization', 'system_owner', 'isso_name',
				'authorizing_official', 'authorization_date', 'authorization_termination_date', 'last_assessment_date', 'active',
			],
		},
		control: {
			table: 'control_implementations',
			key: ['system_id', 'control_id'],
			columns: [
				'system_id', 'control_id', 'implementation_status', 'assessment_status', 'implementation_description', 'responsible_role',
				'last_assessment_date', 'next_assessment_date', 'assessment_frequency', 'updated_date', 'updated_by',
			],
			joins: [{table: 'controls', on: {control_id: 'control_id'}, columns: ['control_number', 'control_family', 'control_title']}],
			lists: [
				{
					field: 'assessments', table: 'control_assessments', key: 'assessment_id', parent: ['system_id', 'control_id'],
					columns: ['assessment_id', 'assessment_date', 'assessor_name', 'assessment_result', 'finding_details', 'recommendation', 'evidence_reference'],
				},
				{
					field: 'evidence', table: 'control_evidence', key: 'evidence_id', parent: ['system_id', 'control_id'],
					isWritable: true, isAppendOnly: true, creation: {at: 'created_date', by: 'created_by'},
					columns: [
						'evidence_id', 'evidence_type', 'evidence_title', 'evidence_description', 'file_path', 'collection_date', 'expiration_date',
						'is_current', 'created_date', 'created_by',
					],
				},
			],
			// An assessment is never overwritten: each verdict is one more.
			trails: [{
				when: 'assessment_status', list: 'assessments',
				columns: {assessment_result: {field: 'assessment_status'}, assessment_date: {field: 'last_assessment_date', orToday: true}, assessor_name: {writer: true}},
			}],
			changed: {at: 'updated_date', by: 'updated_by'},
			writable: [
				'implementation_status', 'assessment_status', 'implementation_description', 'responsible_role', 'last_assessment_date',
				'next_assessment_date', 'assessment_frequency', 'evidence',
			],
		},
		poam: {
			table: 'poams',
			key: ['poam_id'],
			columns: [
				'poam_id', 'system_id', 'control_id', 'weakness_description', 'weakness_type', 'resources_required', 'scheduled_completion_date',
				'actual_completion_date', 'poam_status', 'milestone_changes', 'risk_rating', 'responsible_individual', 'deviation_rationale',
				'created_date', 'created_by', 'updated_date', 'updated_by',
			],
			demands: [{field: 'poam_status', values: ['completed'], set: ['actual_completion_date']}],
			lists: [{
				field: 'milestones', table: 'poam_milestones', key: 'milestone_id', parent: ['poam_id'], isWritable: true,
				columns: {
					milestone_id: 'milestone_id', description: 'milestone_description', scheduled_date: 'scheduled_date', actual_date: 'actual_date',
					status: 'milestone_status', comments: 'comments',
				},
			}],
			changed: {at: 'updated_date', by: 'updated_by'},
			writable: [
				'weakness_description', 'resources_required', 'scheduled_completion_date', 'actual_completion_date', 'poam_status',
				'milestone_changes', 'risk_rating', 'responsible_individual', 'deviation_rationale', 'milestones',
			],
			creation: {keyPrefix: 'PARLEY-', at: 'created_date', by: 'created_by'},
		},
		asset: {
			table: 'system_components',
			key: ['component_id'],
			columns: [
				'component_id', 'system_id', 'component_name', 'component_type', 'ip_address', 'hostname', 'operating_system',
				'function_description', 'data_sensitivity_level',
			],
		},
	},
} as const satisfies SqlProfileInput;
