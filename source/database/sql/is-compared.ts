/**
 * Whether the field that a note `edit` is about is compared at all: it is mapped, and no policy says to ignore it. Notes of
 * others stay, for the day that the field is compared again, and are no debt until then.
 */
export const isCompared = (edit: string): string => `(
	exists (select from data_field_mappings m
		where m.external_system_id = ${edit}.external_system_id and m.entity_type = ${edit}.entity_type and m.internal_field_name = ${edit}.field)
	and not exists (select from sync_policies p
		where p.external_system_id = ${edit}.external_system_id and p.entity_type = ${edit}.entity_type and p.field_level_policies -> ${edit}.field ->> 'ignore' = 'true'))`;
