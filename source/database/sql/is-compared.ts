/**
 * Whether the field that a note `edit` is about is compared at all: it is mapped, and no policy says to ignore it. Notes of
 * others stay, for the day that the field is compared again, and are no debt until then. The fields that are compared are few
 * and read once for a statement ("is true" keeps them apart from its joins), not anew for each note: that took five times as long.
 */
export const isCompared = (edit: string): string => `(
	(${edit}.external_system_id, ${edit}.entity_type::text, ${edit}.field::text) in (
		select m.external_system_id, m.entity_type::text, m.internal_field_name::text from data_field_mappings m
		where not exists (select from sync_policies p
			where p.external_system_id = m.external_system_id and p.entity_type = m.entity_type and p.field_level_policies -> m.internal_field_name ->> 'ignore' = 'true')
	)) is true`;
