import {phase} from './support/phase.js';

// That nothing may leave any more, or that it may again, is told to whoever looks, as all else is.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.createTrigger('sync_push_holds', 'parley_notify', 'after insert or update or delete or truncate on %s for each statement', `parley_notify('systems')`);
});
