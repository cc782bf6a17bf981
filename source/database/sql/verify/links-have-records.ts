import {ourRecords} from './our-records.js';
import type {Verification} from './verification.js';

export const linksHaveRecords: Verification = {
	name: 'links-have-records', invariants: ['I7', 'I19'], isDeep: true,
	meaning: 'The record of each link is there, or a person was asked about its disappearance.',
	remedy: 'Another program deleted the record: "parley sync run --full" asks what is to become of it.',
	sql: `
		select l.entity_type || ' ' || l.external_id as subject, 'link ' || l.id || ' names our row ' || l.internal_id || ', which is gone, and nobody was asked' as detail
		from sync_links l
		left join (${ourRecords}) r on r.entity_type = l.entity_type and r.id = l.internal_id
		where r.id is null and not exists (
			select from sync_conflicts c where c.link_id = l.id and c.conflict_type = 'missing_record' and c.resolution_status in ('pending', 'ignored')
		)`,
};
