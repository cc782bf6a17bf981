import {phase} from './support/phase.js';

// An entry says what it is about in our own words too: what was sent is compared with what is ours, and undone by field.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('sync_outbox', [`fields jsonb not null default '{}'`]);
	await schema.ensureIndex('sync_outbox_one_open_per_link', `sync_outbox (link_id) where state in ('ready', 'sending', 'unknown')`, {isUnique: true});
});
