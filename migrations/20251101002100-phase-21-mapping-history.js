import {phase} from './support/phase.js';

// What a mapping said before its last change. With it, a value that only the mapping changed is told from one that the
// other side changed, and the fields of all records take the new form without a question to anybody.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('data_field_mappings', ['previous_rule jsonb']);
});
