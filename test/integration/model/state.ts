import type {ModelWorld} from './model-world.js';

/** Everything that runs and verdicts leave behind, without times and without numbers that a server hands out. */
export async function takeState({sides, world}: ModelWorld): Promise<readonly string[]> {
	const {rows} = await sides.ours.query<{row: string}>(`
		select 'ours ' || (to_jsonb(t) - '{id,created_at,updated_at,ingestion_batch_id,last_xacta_sync,last_sync_time,raw_json}'::text[])::text as row from ingestion_poams t
		union all select 'link ' || external_id || ' ' || coalesce(p.poam_id, 'gone') || ' ' || base::text || ' ' || coalesce(theirs::text, 'none') || ' ' || missed_passes from sync_links l left join ingestion_poams p on p.id = l.internal_id where l.entity_type = 'poam'
		union all select 'question ' || concat_ws(' ', entity_id, field_name, conflict_type, reason, resolution_status, resolution_action, base_value, internal_value, external_value, resolved_value, version) from sync_conflicts
		union all select 'owed ' || concat_ws(' ', p.poam_id, e.field, e.before, e.is_decided) from sync_internal_edits e join ingestion_poams p on p.id = e.internal_id
		union all select 'sent ' || concat_ws(' ', external_id, state, fields, changes, expected) from sync_outbox
		order by 1`);
	const theirs = [...await sides.readTheirs()].map(([poamId, row]) => `theirs ${poamId} ${JSON.stringify(row)}`).sort();
	return [...rows.map(({row}) => row), ...theirs, `${(await world.xacta.effects()).length} effects`];
}
