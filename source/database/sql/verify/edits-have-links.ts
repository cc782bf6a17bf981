import type {Verification} from './verification.js';

export const editsHaveLinks: Verification = {
	name: 'edits-have-links', invariants: ['I1', 'I19'], isDeep: false,
	meaning: 'A change that is noted as owed to a system belongs to a record that is linked to it.',
	remedy: 'Links were deleted by hand: run the pair in full ("parley sync run --full"), which links the record again or asks.',
	sql: `
		select e.entity_type || ' row ' || e.internal_id || ' ' || e.field as subject, 'is noted as changed by ' || e.changed_by || ', and no link ties it to system ' || e.external_system_id as detail
		from sync_internal_edits e
		where not exists (select from sync_links l where l.external_system_id = e.external_system_id and l.entity_type = e.entity_type and l.internal_id = e.internal_id)`,
};
