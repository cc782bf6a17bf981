import type {Verification} from './verification.js';

export const linksAreUnique: Verification = {
	name: 'links-are-unique', invariants: ['I3', 'I19'], isDeep: true,
	meaning: 'In one system, a record of ours has one link and a record of theirs has one link.',
	remedy: 'The unique constraints of sync_links are missing: run "parley doctor", and put them back once the surplus links are gone.',
	sql: `
		select entity_type || ' row ' || internal_id as subject, count(*) || ' links of system ' || external_system_id || ' name it' as detail
		from sync_links group by external_system_id, entity_type, internal_id having count(*) > 1
		union all
		select entity_type || ' ' || external_id, count(*) || ' links of system ' || external_system_id || ' name it'
		from sync_links group by external_system_id, entity_type, external_id having count(*) > 1`,
};
