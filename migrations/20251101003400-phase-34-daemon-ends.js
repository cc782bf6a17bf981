import {phase} from './support/phase.js';

// A daemon that ended well is gone at once; one that was killed counts as alive until its last beat is too long ago. The row
// stays, because the last beat of any daemon tells which runs were missed.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('daemon_heartbeats', ['ended_at timestamptz']);
});
