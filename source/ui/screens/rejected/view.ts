import type {Conflict} from '../../../core/conflict.js';
import {toRejectedRecord} from '../../../core/rejected-record.js';
import {pluralOf} from '../../store/words.js';
import type {Column} from '../../text/columns.js';
import {formatSince} from '../../text/format.js';
import {span} from '../../text/line.js';
import {safe} from '../../text/safe.js';

function whyOf(conflict: Conflict): string {
	const failures = toRejectedRecord(conflict)?.failures ?? [];
	const [first] = failures;
	return first === undefined ? '' : `${first.field === '' ? '' : `${first.field}: `}${first.message}${failures.length > 1 ? ` (and ${failures.length - 1} more)` : ''}`;
}

/** Records of other systems that could not be taken. */
export const rejectedColumns = (now: Date): ReadonlyArray<Column<Conflict>> => [
	{title: safe('SYSTEM'), width: 10, grow: 1, most: 24, priority: 1, cell: row => span(safe(row.systemName))},
	{title: safe('ENTITY'), width: 15, priority: 2, cell: row => span(pluralOf(row.entityType))},
	{title: safe('RECORD'), width: 14, grow: 1, most: 38, cell: row => span(safe(row.externalEntityId ?? row.entityId), 'strong')},
	{title: safe('STAGE'), width: 9, priority: 3, cell: row => span(safe(toRejectedRecord(row)?.failures[0]?.stage ?? ''))},
	{title: safe('WHY'), width: 40, grow: 5, cell: row => span(safe(whyOf(row)), 'failing')},
	{title: safe('SINCE'), width: 6, align: 'right', cell: row => (row.status === 'pending' ? span(formatSince(row.createdAt, now)) : span(safe('aside'), 'dim'))},
];
