import {phase} from './support/phase.js';

// Parley deletes no record of ours. What its fields become when the other side's is gone for good is the policy's to say.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('sync_policies', ['gone_fields jsonb']);
});
