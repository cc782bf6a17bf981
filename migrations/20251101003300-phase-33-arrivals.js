import {phase} from './support/phase.js';

// Who fills an empty table alone knows all that is in it, and need not look for each record whether it is there. A sequence
// tells whether one is alone: it moves with each statement that brings or changes rows, at once, and whatever becomes of that
// statement's transaction. Which columns it changes is not asked: a trigger on some of them would keep their owner from
// giving them another type.
const countArrival = `returns trigger language plpgsql as $$
begin
	perform nextval(tg_argv[0]);
	return null;
end $$`;

const tables = ['ingestion_systems', 'ingestion_assets', 'ingestion_vulnerabilities', 'ingestion_controls', 'ingestion_poams'];

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.createFunction('parley_count_arrival()', countArrival);
	for (const table of tables) {
		const sequence = `${table}_arrivals`;
		await schema.ensureSequence(sequence);
		await schema.createTrigger(table, 'parley_count_arrival', 'before insert or update on %s for each statement', `parley_count_arrival('${sequence}')`);
	}
});
