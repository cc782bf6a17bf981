import type {Verification} from './verification.js';

export const linksFollowMappings: Verification = {
	name: 'links-follow-mappings', invariants: ['I19'], isDeep: true,
	meaning: 'Each link was written under a version of the mapping that exists.',
	remedy: 'Rows of data_field_mappings were deleted or set back: put them back from a backup, or run "parley db seed" for the default ones.',
	sql: `
		select l.entity_type || ' ' || l.external_id as subject,
			'link ' || l.id || ' has mapping version ' || l.mapping_version || ', and the newest is ' || coalesce(m.newest::text, 'none') as detail
		from sync_links l
		left join (select external_system_id, entity_type, max(mapping_version) as newest from data_field_mappings group by 1, 2) m
			on m.external_system_id = l.external_system_id and m.entity_type = l.entity_type
		where m.newest is null or l.mapping_version > m.newest`,
};
