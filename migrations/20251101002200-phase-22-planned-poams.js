import {phase} from './support/phase.js';

// Plans of action that are made from findings: what each severity means for them, and which weakness each was made of. The
// unique index is what keeps two people, or two runs, from making the same one. A record that waits to be made on the other
// side has no link yet, so its entries of the outbox are told apart by our row.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable('remediation_terms', [
		'severity smallint primary key',
		'risk_rating varchar(50) not null',
		'due_days integer not null',
		'plan_after_days integer',
		'seen_within_days integer not null default 30',
	], {
		constraints: [
			'constraint remediation_terms_severity_is_known check (severity between 0 and 4)',
			'constraint remediation_terms_days_are_not_negative check (due_days >= 0 and coalesce(plan_after_days, 0) >= 0 and seen_within_days >= 0)',
		],
	});
	await schema.ensureTable('poam_origins', [
		'marker uuid primary key',
		'system_id text not null',
		'plugin_id text not null',
		'poam_internal_id bigint',
		'made_at timestamptz not null default now()',
		'made_by text not null',
		'ended_at timestamptz',
	]);
	await schema.ensureIndex('poam_origins_one_open_per_weakness', 'poam_origins (system_id, plugin_id) where ended_at is null', {isUnique: true});
	await schema.ensureIndex('poam_origins_by_poam', 'poam_origins (poam_internal_id)');
	await schema.ensureIndex('sync_outbox_one_open_creation', `sync_outbox (external_system_id, entity_type, internal_id) where action = 'create' and state in ('ready', 'sending', 'unknown')`, {isUnique: true});
	await schema.ensureIndex('sync_outbox_creations', `sync_outbox (external_system_id, entity_type, internal_id) where action = 'create'`);
});
