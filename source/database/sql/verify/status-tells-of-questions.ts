import {ourStatuses} from './our-records.js';
import type {Verification} from './verification.js';

export const statusTellsOfQuestions: Verification = {
	name: 'status-tells-of-questions', invariants: ['I1', 'I11'], isDeep: true,
	meaning: 'A record says "conflict" if and only if a conflict about it is pending.',
	remedy: 'Run the pair again in full: "parley sync run --full" sets the status by what is true.',
	sql: `
		with records as (${ourStatuses}), asked as materialized (
			select l.entity_type, l.internal_id, min(c.id) as conflict_id
			from sync_conflicts c join sync_links l on l.id = c.link_id where c.resolution_status = 'pending' group by 1, 2
		)
		select r.entity_type || ' ' || r.entity_id as subject, 'says "conflict", and none is pending' as detail
		from records r
		where r.sync_status = 'conflict'
			and not exists (select from asked a where a.entity_type = r.entity_type and a.internal_id = r.id)
			and not exists (select from sync_conflicts c where c.entity_type = r.entity_type and c.entity_id = left(r.entity_id, 255) and c.resolution_status = 'pending')
		union all
		select r.entity_type || ' ' || r.entity_id, 'says "' || coalesce(r.sync_status, '') || '", and conflict ' || a.conflict_id || ' is pending'
		from asked a join records r on r.entity_type = a.entity_type and r.id = a.internal_id
		where r.sync_status is distinct from 'conflict'`,
};
