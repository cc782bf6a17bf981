import {phase} from './support/phase.js';

// Who fills an empty table alone knows all that is in it, and need not look for each record whether it is there. A sequence
// tells whether one is alone: it moves with each statement that brings rows or gives them other keys, at once, and whatever
// becomes of that statement's transaction.
const countArrival = `returns trigger language plpgsql as $$
begin
	perform nextval(tg_argv[0]);
	return null;
end $$`;

/** What a record may be known by: its key, and the ids that other systems gave it. */
const names = {
	ingestion_systems: ['system_id', 'xacta_system_id'],
	ingestion_assets: ['asset_uuid', 'tenable_asset_uuid', 'xacta_component_id'],
	ingestion_vulnerabilities: ['asset_uuid', 'plugin_id', 'port', 'protocol', 'tenable_vuln_id'],
	ingestion_controls: ['system_id', 'control_id', 'xacta_control_id'],
	ingestion_poams: ['poam_id', 'xacta_poam_id'],
};

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.createFunction('parley_count_arrival()', countArrival);
	for (const [table, columns] of Object.entries(names)) {
		const present = [];
		for (const column of columns) if ((await schema.catalog.findColumn(table, column)) !== undefined) present.push(column);
		const sequence = `${table}_arrivals`;
		await schema.ensureSequence(sequence);
		const events = ['insert', ...(present.length === 0 ? [] : [`update of ${present.join(', ')}`])].join(' or ');
		await schema.createTrigger(table, 'parley_count_arrival', `before ${events} on %s for each statement`, `parley_count_arrival('${sequence}')`);
	}
});
