import {phase} from './support/phase.js';

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable('workflows', [
		'id serial primary key',
		'workflow_name varchar(255) not null unique',
		'workflow_type varchar(100) not null',
		'trigger_conditions jsonb not null',
		'workflow_steps jsonb not null',
		'approval_required boolean default false',
		'approval_roles text[]',
		'timeout_minutes integer',
		'retry_policy jsonb',
		'is_active boolean default true',
		'created_by integer references users(id)',
		'created_at timestamp default now()',
		'updated_at timestamp default now()',
	]);

	await schema.ensureTable('workflow_executions', [
		'id serial primary key',
		'execution_id uuid not null unique default gen_random_uuid()',
		'workflow_id integer references workflows(id)',
		'trigger_entity_type varchar(100)',
		'trigger_entity_id varchar(255)',
		`status varchar(50) default 'pending'`,
		'current_step integer default 1',
		'step_outputs jsonb',
		'error_details jsonb',
		'started_at timestamp default now()',
		'completed_at timestamp',
		'started_by integer references users(id)',
	]);
	await schema.ensureIndex('idx_workflow_executions_status', 'workflow_executions (status, started_at)');
});
