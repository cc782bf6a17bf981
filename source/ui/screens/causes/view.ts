import type {ConflictCause} from '../../../core/conflict.js';
import {rowLines} from '../../components/list-view.js';
import type {Window} from '../../store/window.js';
import {causeKey} from '../../store/filter-predicate.js';
import {reasonWord} from '../../store/words.js';
import type {Column} from '../../text/columns.js';
import {formatSince} from '../../text/format.js';
import {type Line, span} from '../../text/line.js';
import {joinSafe, noText, safe} from '../../text/safe.js';
import {progressBar} from '../../text/progress-bar.js';
import {formatAmount, formatCount} from '../../../core/text/format-count.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import {widthOf} from '../../text/width.js';
import type {ViewSize} from '../view-size.js';

type CausesView = {readonly window: Window; readonly marked: ReadonlyMap<string, ConflictCause>};

/** Pending conflicts by cause: thousands of conflicts are a few decisions. */
export function causeLines(causes: readonly ConflictCause[], {window, marked}: CausesView, {width, height, now}: ViewSize): readonly Line[] {
	return rowLines({rows: causes, window, columns: columns(causes, now), width, height: height - 1, isDim: cause => cause.count === 0, markOf: cause => (marked.has(causeKey(cause)) ? safe('✓') : noText)});
}

function columns(causes: readonly ConflictCause[], now: Date): ReadonlyArray<Column<ConflictCause>> {
	const most = Math.max(1, ...causes.map(cause => cause.count));
	// All causes are at hand, so these columns need no more than what stands in them.
	const widest = (least: number, textOf: (cause: ConflictCause) => string): number => Math.max(least, ...causes.map(cause => widthOf(textOf(cause))));
	return [
		{title: safe('COUNT'), width: widest(6, cause => formatCount(cause.count)), align: 'right', cell: cause => span(formatCount(cause.count), 'waiting')},
		{title: safe(''), width: 22, priority: 5, cell: cause => span(progressBar(cause.count / most, 22), 'waiting')},
		{title: safe('SYSTEM'), width: Math.min(20, widest(6, cause => safe(cause.systemName))), priority: 1, cell: cause => span(safe(cause.systemName))},
		{title: safe('ENTITY'), width: widest(6, cause => cause.entityType), cell: cause => span(safe(cause.entityType))},
		{title: safe('FIELD'), width: 14, grow: 3, most: 40, cell: cause => span(safe(cause.fieldName ?? '(record)'), 'strong')},
		{title: safe('REASON'), width: widest(6, cause => reasonWord(cause.reason)), cell: cause => span(reasonWord(cause.reason))},
		{title: safe('OLDEST'), width: 7, align: 'right', cell: cause => (cause.count === 0 ? span(safe('settled')) : span(formatSince(cause.oldestAt, now)))},
	];
}

/** "43 pending · oldest 3h". */
export function tellCounted(counted: readonly Pick<ConflictCause, 'count' | 'oldestAt'>[], now: Date): SafeText {
	const waiting = counted.filter(one => one.count > 0);
	const total = waiting.reduce((sum, one) => sum + one.count, 0);
	const oldest = waiting.map(one => one.oldestAt.getTime()).reduce((least, at) => Math.min(least, at), Infinity);
	return total === 0 ? safe('') : joinSafe([formatAmount(total, 'waits', 'wait'), joinSafe([safe('oldest'), formatSince(new Date(oldest), now)], safe(' '))], safe(' · '));
}
