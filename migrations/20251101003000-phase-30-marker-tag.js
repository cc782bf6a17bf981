import {phase} from './support/phase.js';

// What we make on the other side is named by a marker that begins with this tag. A marker with our tag that we know nothing of
// was written by a later state of this database: it was restored. The tag begins as part of the installation's id, so that
// backups of before this phase get the same one, and is drawn anew when a person releases a hold.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('sync_installation', [`marker_tag text not null default left(replace(gen_random_uuid()::text,'-',''),12)`]);
	await schema.run(`update sync_installation set marker_tag = left(replace(id::text, '-', ''), 12)`);
});
