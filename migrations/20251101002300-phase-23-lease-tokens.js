import {phase} from './support/phase.js';

// A transaction that writes for a run holds the lease's row by a lock that only a change of a key gets in the way of. So the
// token has to be a key: a take-over, which changes it, then waits for the commit, and a renewal, which does not, goes
// through however long the transaction takes.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureIndex('sync_leases_token_is_a_key', 'sync_leases (token)', {isUnique: true});
});
