import type {AuditedEvent} from '../../../core/stores/audit-store.js';
import {isJsonObject, type JsonValue} from '../../../core/json.js';
import type {Column} from '../../text/columns.js';
import {formatMoment} from '../../text/format.js';
import {span} from '../../text/line.js';
import {safe} from '../../text/safe.js';

/** What is empty is left out: enter shows all. */
const short = (value: JsonValue | undefined): string => {
	if (value === undefined) return '';
	return isJsonObject(value) ? Object.entries(value).filter(([, member]) => member !== '').map(([key, member]) => `${key} ${typeof member === 'string' ? member : JSON.stringify(member)}`).join(', ') : JSON.stringify(value);
};

export const auditColumns: ReadonlyArray<Column<AuditedEvent>> = [
	{title: safe('AT (UTC)'), width: 12, cell: event => span(formatMoment(event.at))},
	{title: safe('BY'), width: 8, grow: 1, most: 20, cell: event => span(safe(event.actor), 'strong')},
	{title: safe('WHAT'), width: 22, grow: 1, most: 30, cell: event => span(safe(event.action))},
	{title: safe('ON'), width: 14, grow: 2, most: 44, cell: event => span(safe(`${event.targetType} ${event.targetId}`))},
	{title: safe('AFTER'), width: 24, grow: 4, priority: 2, cell: event => span(safe(short(event.after)), 'dim')},
	{title: safe('NUMBER'), width: 8, align: 'right', priority: 1, cell: event => span(safe(String(event.sequence)), 'dim')},
];
