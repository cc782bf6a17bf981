import {formatCount} from '../../../core/text/format-count.js';
import type {Operation} from '../../../core/operation.js';
import {pluralOf} from '../../store/words.js';
import type {Column} from '../../text/columns.js';
import {formatDuration, formatMoment} from '../../text/format.js';
import {operationSign} from '../../text/glyphs.js';
import {type Span, span} from '../../text/line.js';
import {tellProgress} from '../../text/progress.js';
import {safe} from '../../text/safe.js';
import type {SafeText} from '../../../core/text/safe-text.js';

const count = (value: number, isNotable: boolean): Span => span(formatCount(value), value === 0 ? 'dim' : isNotable ? 'waiting' : undefined);

/** Which entity type of a run it is; of a whole run, whether it read everything, or what it was asked for in place of that. */
export function whatOf(operation: Operation): SafeText {
	const {entityType, part, scope} = operation;
	const named = part === undefined ? undefined : part.kind === 'rejected' ? 'replay' : 'part';
	if (entityType === undefined) return safe(named ?? (scope === 'full' ? 'full run' : 'changes'));
	return safe([pluralOf(entityType), ...(named === undefined ? [] : [named]), ...(scope === 'full' ? ['full'] : [])].join(', '));
}

/** How long it took, or how far it is: at the right end, because it moves. */
function tookCell(operation: Operation, now: Date): Span {
	if (operation.status === 'running') return span(tellProgress(operation, now, 12), 'running');
	return operation.completedAt === undefined ? span(safe('-'), 'dim') : span(formatDuration(operation.completedAt.getTime() - operation.startedAt.getTime()));
}

/** Runs, or the parts of one. */
export const operationColumns = (now: Date): ReadonlyArray<Column<Operation>> => [
	{title: safe('STARTED (UTC)'), width: 13, cell: operation => span(formatMoment(operation.startedAt))},
	{title: safe('SYSTEM'), width: 10, grow: 1, most: 28, cell: operation => span(safe(operation.systemName), 'strong')},
	{title: safe('WHAT'), width: 10, grow: 1, most: 24, cell: operation => span(whatOf(operation))},
	{title: safe('BY'), width: 8, grow: 1, most: 16, priority: 4, cell: operation => span(safe(operation.startedBy))},
	{title: safe('READ'), width: 6, grow: 1, most: 10, align: 'right', priority: 1, cell: operation => count(operation.counts.read, false)},
	{title: safe('CHANGED'), width: 7, grow: 1, most: 10, align: 'right', priority: 3, cell: operation => count(operation.counts.created + operation.counts.updated, false)},
	{title: safe('CONFL'), width: 5, grow: 1, most: 8, align: 'right', priority: 2, cell: operation => count(operation.counts.conflicting, true)},
	{title: safe('REJ'), width: 4, grow: 1, most: 8, align: 'right', priority: 5, cell: operation => count(operation.counts.rejected, true)},
	{title: safe('CALLS'), width: 6, grow: 1, most: 8, align: 'right', priority: 6, cell: operation => count(operation.calls, false)},
	{title: safe(' RESULT'), width: 14, cell: operation => {
		const sign = operationSign(operation);
		return {...sign, text: safe(` ${sign.text}`)};
	}},
	{title: safe('TOOK'), width: 8, grow: 2, most: 34, align: 'right', cell: operation => tookCell(operation, now)},
];
