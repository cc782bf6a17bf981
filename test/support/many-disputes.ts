import type {ConflictWorld} from './conflict-world.js';

export type ManyDisputes = {
	readonly count: number;
	readonly field?: 'poc' | 'status' | 'cost_estimate';
	readonly reason?: string;
	/** Our value and theirs, as SQL expressions over `n`. */
	readonly internal?: string;
	readonly external?: string;
};

/** Linked POA&Ms in one statement, each with a pending conflict of the same cause. Gives the conflicts' ids. */
export async function putManyDisputes({sql, systemId}: ConflictWorld, disputes: ManyDisputes): Promise<readonly number[]> {
	const {count, field = 'poc', reason = 'both_changed', internal = `'ours ' || n`, external = `'theirs ' || n`} = disputes;
	const {rows} = await sql.query<{id: number}>(`
		with numbers as (
			select nextval('ingestion_poams_id_seq') as id, n, ${internal} as internal, ${external} as external from generate_series(1, $2::integer) n
		), added as (
			insert into ingestion_poams (id, poam_id, weakness_description, ${field}, sync_status) select id, 'MANY-' || id, 'w', internal, 'conflict' from numbers returning id
		), linked as (
			insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, theirs, external_hash)
			select $1, 'poam', 'X-' || n.id, n.id, '{"${field}": null}', jsonb_build_object('${field}', n.external), '\\x00' from numbers n join added using (id) returning id, internal_id
		)
		insert into sync_conflicts (external_system_id, entity_type, entity_id, external_entity_id, link_id, internal_id, conflict_type, reason, field_name, base_value, internal_value, external_value)
		select $1, 'poam', 'MANY-' || n.id, 'X-' || n.id, l.id, n.id, 'field_mismatch', '${reason}', '${field}', 'null', to_jsonb(n.internal), to_jsonb(n.external)
		from numbers n join linked l on l.internal_id = n.id order by n.id returning id`, [systemId, count]);
	return rows.map(({id}) => id).sort((left, right) => left - right);
}
