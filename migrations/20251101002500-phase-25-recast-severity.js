import {phase} from './support/phase.js';

// Tenable says how severe a finding is, and people may hold another view of it. Theirs has a column of its own: an export
// that does not show a recast yet can so never take it back.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('ingestion_vulnerabilities', ['recast_severity varchar(50)']);
});
