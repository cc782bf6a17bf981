import {phase} from './support/phase.js';

// A verdict over many conflicts is fixed before its first page: which conflicts, each in the version that was seen. What
// became of each page is noted in the page's own transaction, so that a run that was stopped goes on where it stood.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable('sync_bulk_verdicts', [
		'id uuid primary key',
		'predicate jsonb not null',
		'verdict jsonb not null',
		'total integer not null',
		'requested_by text not null',
		'requested_at timestamptz not null default now()',
	]);
	await schema.ensureTable(
		'sync_bulk_verdict_pages',
		[
			'bulk_verdict_id uuid references sync_bulk_verdicts(id)',
			'page integer',
			'conflict_ids integer[] not null',
			'versions integer[] not null',
			`settled_ids integer[] not null default '{}'`,
			`skipped jsonb not null default '{}'`,
			`undone_ids integer[] not null default '{}'`,
		],
		{
			constraints: [
				'primary key (bulk_verdict_id, page)',
				'constraint sync_bulk_verdict_pages_have_a_version_each check (cardinality(conflict_ids) = cardinality(versions))',
			],
		},
	);
});
