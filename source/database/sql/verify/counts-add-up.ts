import type {Verification} from './verification.js';

const count = (name: string): string => `coalesce((metadata #>> '{counts,${name}}')::bigint, 0)`;
const parts = ['unchanged', 'created', 'updated', 'conflicting', 'rejected', 'filtered'].map(count).join(' + ');

export const countsAddUp: Verification = {
	name: 'counts-add-up', invariants: ['I2'], isDeep: true,
	meaning: 'What an operation read is what became of it: unchanged, created, updated, conflicting, rejected or filtered.',
	remedy: 'This is a bug of Parley, or the row was changed by hand: keep the log of that run.',
	sql: `
		select 'operation ' || batch_id as subject, 'read ' || ${count('read')} || ', became ' || (${parts}) || ', columns say '
			|| coalesce(total_records, 0) || ' = ' || coalesce(successful_records, 0) || ' + ' || coalesce(failed_records, 0) as detail
		from ingestion_batches
		where batch_type = 'sync' and (
			${count('read')} <> ${parts} or coalesce(total_records, 0) <> ${count('read')}
			or coalesce(failed_records, 0) <> ${count('rejected')} or coalesce(successful_records, 0) <> ${count('read')} - ${count('rejected')}
		)`,
};
