// Conditions hold all together. Time-outs are minutes; a step's other keys are what its action takes.
const retry_policy = {max_attempts: 3, delay_minutes: 5, backoff: 'exponential'};

export const workflows = [
	{
		workflow_name: 'Critical Vulnerability Response',
		workflow_type: 'remediation',
		trigger_conditions: {entity_type: 'vulnerability', conditions: [{field: 'severity_name', operator: 'eq', value: 'Critical'}]},
		workflow_steps: {
			steps: [
				{action: 'notify_team', timeout: 15},
				{action: 'assign_remediation', timeout: 60},
				{action: 'track_progress', timeout: 1440},
			],
		},
		approval_required: false,
		approval_roles: null,
		timeout_minutes: 2880,
		retry_policy,
		is_active: true,
	},
	{
		workflow_name: 'POAM Closure Workflow',
		workflow_type: 'compliance',
		trigger_conditions: {entity_type: 'poam', conditions: [{field: 'workflow_status', operator: 'eq', value: 'completed'}]},
		workflow_steps: {
			steps: [
				{action: 'check_findings_fixed', timeout: 60},
				{action: 'request_approval', timeout: 4320},
				{action: 'close_poam', timeout: 30},
				{action: 'push_changes', timeout: 60},
				{action: 'notify_team', timeout: 15},
			],
		},
		approval_required: true,
		approval_roles: ['admin'],
		timeout_minutes: 10_080,
		retry_policy,
		is_active: true,
	},
	{
		workflow_name: 'Tenable Asset Sync',
		workflow_type: 'integration',
		trigger_conditions: {entity_type: 'asset', conditions: [{field: 'sync_status', operator: 'eq', value: 'pending'}]},
		workflow_steps: {
			steps: [
				{action: 'run_sync', system: 'Tenable.io', entity_type: 'asset', timeout: 60},
				{action: 'push_changes', timeout: 60},
				{action: 'notify_team', only_on: 'failure', timeout: 15},
			],
		},
		approval_required: false,
		approval_roles: null,
		timeout_minutes: 180,
		retry_policy,
		is_active: true,
	},
	{
		workflow_name: 'Vulnerability State Sync',
		workflow_type: 'integration',
		trigger_conditions: {
			entity_type: 'vulnerability',
			conditions: [{field: 'remediation_status', operator: 'in', value: ['remediated', 'mitigated', 'accepted', 'false_positive']}],
		},
		workflow_steps: {
			steps: [
				{action: 'push_changes', timeout: 60},
				{action: 'run_sync', system: 'Tenable.io', entity_type: 'vulnerability', timeout: 240},
				{action: 'check_findings_fixed', timeout: 1440},
				{action: 'notify_team', only_on: 'failure', timeout: 15},
			],
		},
		approval_required: false,
		approval_roles: null,
		timeout_minutes: 2880,
		retry_policy,
		is_active: true,
	},
];
