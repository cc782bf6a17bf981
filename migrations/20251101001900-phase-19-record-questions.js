import {phase} from './support/phase.js';

// Questions about records that have no link are looked up by the other side's id, for each page of a first load. Those
// that a person has put aside count too: the same record is not asked about again.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureIndex(
		'sync_conflicts_of_strangers',
		`sync_conflicts (external_system_id, entity_type, external_entity_id) where link_id is null and field_name is null and resolution_status in ('pending', 'ignored')`,
	);
});
