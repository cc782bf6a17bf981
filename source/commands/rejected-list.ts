import {rejectionReason} from '../core/conflict.js';
import {formatSpan} from '../core/text/format-age.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import {toRejectedRecord, type RejectedRecord} from '../core/rejected-record.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {entityFlag, pageFlags, readAfter, readLimit, systemFlag} from './input/list-flags.js';
import {printPage} from './print/print-page.js';
import {readChoice} from './input/read-flags.js';
import {readRecordFilter} from './input/record-filter.js';

const statuses = ['pending', 'resolved', 'ignored'] as const;

export const rejectedList: Command = {
	name: 'rejected list',
	usage: '',
	summary: 'List records of other systems that could not be taken, and which rules they failed.',
	flags: {
		system: systemFlag,
		entity: entityFlag,
		text: {type: 'string', help: 'Only records whose key or name holds this text.'},
		status: {type: 'string', placeholder: 'STATUS', choices: statuses, default: 'pending', help: 'Only in this state; discarded ones are "ignored".'},
		...pageFlags,
	},
	examples: ['parley rejected list --entity poam'],
	run: async input => {
		const {flags, operations} = input;
		const bound = await operations();
		const page = await bound.listConflicts(
			{...await readRecordFilter(flags, bound), status: readChoice(flags, 'status', statuses) ?? 'pending', reason: rejectionReason, fieldName: null},
			readAfter(flags), readLimit(flags));
		const rows = page.rows.flatMap(conflict => toRejectedRecord(conflict) ?? []);
		printPage({rows, next: page.next}, {command: rejectedList, input, toLines, whenEmpty: ownText`No rejected records match.`});
	},
};

const toLines = (rows: readonly RejectedRecord[], width: number | undefined, now: Date): readonly SafeText[] => formatTable({
	columns: [{header: 'ID', align: 'right'}, {header: 'SYSTEM', minWidth: 8}, {header: 'ENTITY'}, {header: 'RECORD', minWidth: 12}, {header: 'STAGE'}, {header: 'WHY', minWidth: 20}, {header: 'SINCE', align: 'right'}],
	rows: rows.map(({conflict, externalId, failures}) => [
		toSafeText(String(conflict.id)), toSafeText(conflict.systemName), toSafeText(conflict.entityType), toSafeText(externalId), toSafeText(failures[0]?.stage ?? ''),
		toSafeText(`${failures[0]?.message ?? ''}${failures.length > 1 ? ` (and ${failures.length - 1} more)` : ''}`), toSafeText(formatSpan(now.getTime() - conflict.createdAt.getTime())),
	]),
	width,
});
