import {entityDefinitions, entityTypes} from '../../../core/entity.js';
import type {Verification} from './verification.js';

const rows = entityTypes.map(entityType => `
	select a.id, parley_canonical_value('${entityDefinitions[entityType].table}'::regclass, a.field_name, to_jsonb(t) -> a.field_name) as held
	from asked a join ${entityDefinitions[entityType].table} t on t.id = a.row_id where a.entity_type = '${entityType}'`).join(' union all ');

const differ = (left: string, right: string): string => `(${left} is distinct from ${right} and ${left} #>> '{}' is distinct from ${right} #>> '{}')`;

export const questionsShowTheTruth: Verification = {
	name: 'questions-show-the-truth', invariants: ['I1', 'I6'], isDeep: false,
	meaning: 'A pending conflict shows what our record holds, what the other side last showed, and what both last agreed on.',
	remedy: 'Run the pair again ("parley sync run"): it renews the question. A record that was edited this very second is no fault.',
	// An edit that came after the question was asked is met by the next run.
	sql: `
		with asked as materialized (
			select c.id, c.external_system_id, c.entity_type, c.entity_id, c.field_name, l.internal_id as row_id, c.base_value, c.internal_value, c.external_value, c.updated_at,
				l.base -> c.field_name as base, coalesce(l.theirs -> c.field_name, l.base -> c.field_name) as theirs
			from sync_conflicts c join sync_links l on l.id = c.link_id
			where c.resolution_status = 'pending' and c.conflict_type = 'field_mismatch'
		), held as materialized (${rows})
		select 'conflict ' || a.id || ': ' || a.entity_type || ' ' || a.entity_id || ' ' || a.field_name as subject, case
			when ${differ('a.base_value', 'a.base')} then 'agreed on ' || coalesce(a.base::text, 'nothing') || ', shown ' || coalesce(a.base_value::text, 'nothing')
			when ${differ('a.external_value', 'a.theirs')} then 'theirs is ' || coalesce(a.theirs::text, 'unknown') || ', shown ' || coalesce(a.external_value::text, 'unknown')
			else 'ours is ' || h.held::text || ', shown ' || coalesce(a.internal_value::text, 'nothing')
		end as detail
		from asked a left join held h on h.id = a.id
		where ${differ('a.base_value', 'a.base')} or ${differ('a.external_value', 'a.theirs')}
			or (h.held is not null and ${differ('a.internal_value', 'h.held')} and not exists (
				select from sync_internal_edits e where e.external_system_id = a.external_system_id and e.entity_type = a.entity_type and e.internal_id = a.row_id and e.field = a.field_name
					and e.changed_at at time zone 'UTC' > a.updated_at
			))`,
};
