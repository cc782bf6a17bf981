import {phase} from './support/phase.js';

// A person's own conflicts, by id: few among many, wherever in the list they are.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureIndex('sync_conflicts_open_by_assignee', `sync_conflicts (assigned_to, id) where resolution_status = 'pending' and assigned_to is not null`);
});
