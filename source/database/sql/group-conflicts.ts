import {entityDefinitions, entityTypes} from '../../core/entity.js';

const recordIsThere = entityTypes
	.map(entityType => `when '${entityType}' then exists (select from ${entityDefinitions[entityType].table} r where r.id = l.internal_id)`)
	.join(' ');

/**
 * Conflicts by everything that a verdict's outcome depends on besides the values, with ids and versions side by side.
 * `from` selects `sync_conflicts` with `seen_version`, `where` is a condition on `c`.
 */
export const groupConflicts = (from: string, where: string): string => `
select g.external_system_id, s.system_name, g.entity_type, g.field_name, g.reason, g.conflict_type, g.lacks_external, g.is_linked, min(g.created_at) as oldest_at,
	array_agg(g.id order by g.id) as ids, array_agg(g.seen_version order by g.id) as versions
from (
	select c.id, c.seen_version, c.external_system_id, c.entity_type, c.field_name, c.reason, c.conflict_type, c.created_at, c.external_value is null as lacks_external,
		coalesce(case c.entity_type ${recordIsThere} end, false) as is_linked
	from (${from} where ${where}) c left join sync_links l on l.id = c.link_id
) g
join external_systems s on s.id = g.external_system_id
group by 1, 2, 3, 4, 5, 6, 7, 8`;
