import {isCompared} from '../is-compared.js';
import {ourStatuses} from './our-records.js';
import type {Verification} from './verification.js';

export const statusTellsOfDebts: Verification = {
	name: 'status-tells-of-debts', invariants: ['I1', 'I4', 'I11'], isDeep: true,
	meaning: 'A linked record says "pending" if and only if a change of it is noted as owed and no conflict about it is pending.',
	remedy: 'Run the pair again in full: "parley sync run --full" sets the status by what is true.',
	sql: `
		with records as (${ourStatuses}), owed as materialized (
			select entity_type, internal_id, min(field) as field from sync_internal_edits e where ${isCompared('e')} group by 1, 2
		)
		select r.entity_type || ' ' || r.entity_id as subject, 'says "pending", and nothing of it is owed' as detail
		from records r
		where r.sync_status = 'pending'
			and not exists (select from owed o where o.entity_type = r.entity_type and o.internal_id = r.id)
			and exists (select from sync_links l where l.entity_type = r.entity_type and l.internal_id = r.id)
		union all
		select r.entity_type || ' ' || r.entity_id, 'says "synced", and ' || o.field || ' is owed'
		from owed o join records r on r.entity_type = o.entity_type and r.id = o.internal_id
		where r.sync_status = 'synced' and exists (select from sync_links l where l.entity_type = r.entity_type and l.internal_id = r.id)`,
};
