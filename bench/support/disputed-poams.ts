import type {Server} from './server.js';

/** POA&Ms of Xacta 360 of about 1.2 kB, each linked, with a pending conflict about its POC. */
export async function putDisputedPoams(server: Server, database: string, count: number): Promise<void> {
	await server.query(database, `
		with added as (
			insert into ingestion_poams (poam_id, system_id, weakness_description, source, security_control, scheduled_completion, poc, status, risk_rating, mitigation_strategy,
				original_detection_date, xacta_poam_id, sync_status, ingestion_source)
			select 'POAM-' || n, 'SYS-' || n % 40, 'Weakness ' || n || ': ' || repeat('the component accepts a protocol that is out of date. ', 10), 'Assessment', 'SC-8', date '2026-11-01' + n % 300,
				'poc.ours.' || n % 500, 'ongoing', 'moderate', repeat('Update the component and turn the protocol off. ', 10), date '2026-01-15', 'X-' || n, 'conflict', 'xacta'
			from generate_series(1, $1::integer) n returning id, poam_id, weakness_description, mitigation_strategy, poc
		), linked as (
			insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, theirs, external_hash)
			select s.id, 'poam', 'X-' || a.id, a.id,
				jsonb_build_object('poam_id', a.poam_id, 'weakness_description', a.weakness_description, 'mitigation_strategy', a.mitigation_strategy, 'poc', 'poc.base', 'status', 'ongoing'),
				jsonb_build_object('poc', 'poc.theirs.' || a.id % 700), decode(md5(a.id::text), 'hex')
			from added a cross join external_systems s where s.system_name = 'Xacta 360' returning id, external_system_id, internal_id
		)
		insert into sync_conflicts (external_system_id, entity_type, entity_id, entity_label, external_entity_id, link_id, internal_id, conflict_type, reason, field_name, base_value, internal_value, external_value)
		select l.external_system_id, 'poam', a.poam_id, left(a.weakness_description, 80), 'X-' || a.id, l.id, a.id, 'field_mismatch', 'both_changed', 'poc', '"poc.base"', to_jsonb(a.poc),
			to_jsonb('poc.theirs.' || a.id % 700)
		from linked l join added a on a.id = l.internal_id order by a.id`, [count]);
	await server.query(database, 'vacuum analyze');
}
