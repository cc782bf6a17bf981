import type {Conflict, ConflictFilter} from '../../../core/conflict.js';
import {formatAmount, formatCount} from '../../../core/text/format-count.js';
import type {NamedSystem} from '../../../core/predicate/predicate-conditions.js';
import {hasOpaqueKey, toRecordName} from '../../../core/text/record-name.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import {listLines} from '../../components/list-view.js';
import {isOpen} from '../../store/conflict-handlers.js';
import {isMarked, type Marks} from '../../store/marks.js';
import type {ConsoleState} from '../../store/state.js';
import {marksNow} from '../../store/open-range.js';
import {closingWord, fieldName, reasonWord, recordName, tellFilter} from '../../store/words.js';
import type {Column} from '../../text/columns.js';
import {formatFullValue, formatSince} from '../../text/format.js';
import {type Line, type Span, span} from '../../text/line.js';
import {joinSafe, noText, safe} from '../../text/safe.js';
import {widthOf} from '../../text/width.js';
import type {ViewSize} from '../view-size.js';

/** What of the state the list shows. */
export type ConflictsView = Pick<ConsoleState, 'marks' | 'anchor' | 'settling'> & {readonly lists: Pick<ConsoleState['lists'], 'conflicts'>};

/** The conflicts of one cause, or of a filter. */
export function conflictLines(state: ConflictsView, filter: ConflictFilter, {width, height, now}: ViewSize): readonly Line[] {
	const marks = marksNow(state);
	return listLines({
		list: state.lists.conflicts,
		now: now.getTime(),
		columns: columns(state, filter, now),
		width,
		height: height - 1,
		markOf: conflict => (isMarked(marks, conflict) && isOpen(state, conflict) ? safe('✓') : state.anchor === conflict.id ? safe('┐') : noText),
		isDim: conflict => !isOpen(state, conflict),
		empty: safe(filter.status === 'pending' ? 'No conflict waits here.' : 'No conflict matches.'),
		hint: safe('esc goes back; / takes another filter.'),
	});
}

/** What is listed: the cause, in words, and what narrows it; or the filter as it was typed. */
export function conflictsCrumbs(filter: ConflictFilter, systems: readonly NamedSystem[]): readonly SafeText[] {
	const {externalSystemId, entityType, fieldName: field, reason, ...narrower} = filter;
	const systemName = systems.find(system => system.externalSystemId === externalSystemId)?.systemName;
	if (systemName === undefined || entityType === undefined || field === undefined || reason === undefined) {
		const typed = tellFilter(filter, systems);
		return [typed === noText ? safe('all') : typed];
	}
	const more = tellFilter(narrower, systems);
	return [safe(systemName), fieldName({entityType, fieldName: field ?? undefined}), reasonWord(reason), ...(more === noText ? [] : [more])];
}

/** "3 marked", "all marked but 2". */
export function tellMarks({rows, like, except}: Marks): readonly SafeText[] {
	const words = {all: 'all marked', cause: 'this cause marked', values: 'this pair of values marked'};
	return [
		...(like === undefined ? [] : [safe(`${words[like.kind]}${except.size === 0 ? '' : ` but ${formatCount(except.size)}`}`)]),
		...(rows.size === 0 ? [] : [formatAmount(rows.size, 'marked', 'marked')]),
	];
}

/** A person's full name stands whole in so many cells; shorter values get by with fewer. */
const valueWidth = 17;
const mostValueWidth = 48;
const leastValueWidth = 8;
/** So many of the rows at hand say how wide texts are: enough to know, few enough to be looked at with each key. */
const measuredRows = 200;
const sinceWidth = 5;
const closedWidth = 13;
const mostClosedWidth = 18;

function columns(state: ConflictsView, filter: ConflictFilter, now: Date): ReadonlyArray<Column<Conflict>> {
	const measured = state.lists.conflicts.rows.slice(0, measuredRows);
	const widest = (tell: (conflict: Conflict) => SafeText): number => Math.max(0, ...measured.map(conflict => widthOf(tell(conflict))));
	// What the texts at hand do not need goes to those that do. Both sides get the same, so that they are read as a pair.
	const nameWidth = Math.max(14, widest(recordName));
	const value = toValueColumn(Math.max(widest(({internalValue}) => formatFullValue(internalValue)), widest(({externalValue}) => formatFullValue(externalValue))));
	const record: Column<Conflict> = {title: safe('RECORD'), width: 14, grow: 1, most: Math.min(38, nameWidth), cell: conflict => span(recordName(conflict), 'strong')};
	const field: Column<Conflict> = {title: safe('FIELD'), width: 12, grow: 1, most: 30, priority: 1, cell: conflict => span(safe(conflict.fieldName ?? '(record)'))};
	// Only a row that was just settled has more to say than since when: it takes the cells before it then, and all others keep theirs.
	const waitsWidth = {width: sinceWidth, reach: closedWidth - sinceWidth, grow: filter.status === 'pending' ? 1 : 3, most: filter.status === 'pending' ? closedWidth : mostClosedWidth};
	return [
		record,
		{title: alsoTitle(filter), width: 14, grow: 1, most: Math.min(48, Math.max(14, widest(conflict => safe(toRecordName(conflict).also)))), priority: 2, cell: conflict => span(safe(toRecordName(conflict).also))},
		...(filter.fieldName === undefined ? [field] : []),
		{title: safe('OURS'), ...value, cell: conflict => span(formatFullValue(conflict.internalValue))},
		{title: safe('THEIRS'), ...value, cell: conflict => span(formatFullValue(conflict.externalValue))},
		{title: safe('LAST AGREED'), ...toValueColumn(Math.max(widthOf('LAST AGREED'), widest(({baseValue}) => formatFullValue(baseValue)))), grow: 1, priority: 5, cell: conflict => span(formatFullValue(conflict.baseValue), 'dim')},
		...(filter.reason === undefined ? [{title: safe('REASON'), width: 13, priority: 4, cell: (conflict: Conflict) => span(reasonWord(conflict.reason))}] : []),
		...(measured.some(({assignedTo}) => assignedTo !== undefined) ? [{title: safe('ASSIGNED'), width: 10, priority: 6, cell: (conflict: Conflict) => span(safe(conflict.assignedTo ?? ''))}] : []),
		{title: safe('WAITS'), ...waitsWidth, align: 'right', cell: conflict => waitCell(state, conflict, now)},
	];
}

const toValueColumn = (widest: number) => ({width: Math.min(valueWidth, Math.max(leastValueWidth, widest)), grow: 3, most: Math.min(mostValueWidth, Math.max(leastValueWidth, widest))});

const alsoTitle = ({entityType}: ConflictFilter): SafeText => safe(entityType === undefined ? 'NAME OR KEY' : hasOpaqueKey(entityType) ? 'KEY' : 'NAME');

/** At the right end, because it changes: for how long it waits, or how it ended. */
function waitCell(state: ConflictsView, conflict: Conflict, now: Date): Span {
	if (state.settling.has(conflict.id)) return span(safe('◆ settling'), 'running');
	if (conflict.status !== 'pending') return span(joinSafe([safe('✓'), closingWord(conflict)], safe(' ')));
	return isOpen(state, conflict) ? span(formatSince(conflict.createdAt, now)) : span(safe('✓ settled'));
}
