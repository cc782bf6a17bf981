import {phase} from './support/phase.js';

// What the records of each pair have looked like: a key, a type or a word that was never there before is told to people.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable('sync_payload_shapes', [
		'external_system_id integer not null references external_systems(id)', 'entity_type varchar(100) not null', 'shape jsonb not null',
		'first_seen_at timestamptz not null', 'updated_at timestamptz not null default now()',
	], {constraints: ['primary key (external_system_id, entity_type)']});
});
