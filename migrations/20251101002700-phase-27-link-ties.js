import {phase} from './support/phase.js';

// By what a record of ours and one of the other side were taken for the same. Empty for a record that was made from the
// other's, and for ties from before this was noted.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('sync_links', ['tied_by text']);
});
