import {isOfCauses, type ConflictGroup} from '../../../core/conflict-group.js';
import {formatAmount, formatCount} from '../../../core/text/format-count.js';
import type {NamedSystem} from '../../../core/predicate/predicate-conditions.js';
import {printConflictPredicate} from '../../../core/predicate/print-conflict-predicate.js';
import {rowLines} from '../../components/list-view.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import type {Route} from '../../store/route.js';
import type {Window} from '../../store/window.js';
import {groupName, groupWord} from '../../store/words.js';
import type {Column} from '../../text/columns.js';
import {formatSince} from '../../text/format.js';
import {type Line, span} from '../../text/line.js';
import {progressBar} from '../../text/progress-bar.js';
import {joinSafe, safe} from '../../text/safe.js';
import {widthOf} from '../../text/width.js';
import type {ViewSize} from '../view-size.js';

export type GroupsView = {readonly window: Window; readonly systems: readonly NamedSystem[]};

/** Pending conflicts by one thing that they have in common, with the words by which a filter finds the same. */
export function groupLines(groups: readonly ConflictGroup[], {window, systems}: GroupsView, {width, height, now}: ViewSize): readonly Line[] {
	return rowLines({rows: groups, window, columns: columns(groups, systems, now), width, height: height - 1, isDim: group => group.count === 0});
}

/** What is said while there are no counts yet. Those that no rollup keeps go through each conflict, and take seconds where a million wait. */
export function tellCounting({by, filter}: Extract<Route, {readonly screen: 'groups'}>, pending: number | undefined): SafeText {
	const isOfAll = Object.values(filter).every(value => value === undefined);
	const whose = pending === undefined || !isOfAll || isOfCauses(by) ? safe('conflicts') : formatAmount(pending, 'conflict', 'conflicts');
	return joinSafe([safe('Counting'), whose, safe('by'), joinSafe([groupWord(by), safe(isOfCauses(by) ? '…' : ', one by one… esc leaves it.')])], safe(' '));
}

function columns(groups: readonly ConflictGroup[], systems: readonly NamedSystem[], now: Date): ReadonlyArray<Column<ConflictGroup>> {
	const most = Math.max(1, ...groups.map(group => group.count));
	// All groups are at hand, so these columns need no more than what stands in them.
	const countWidth = Math.max(6, ...groups.map(group => widthOf(formatCount(group.count))));
	const nameWidth = Math.max(12, ...groups.map(group => widthOf(groupName(group))));
	const [first] = groups;
	return [
		{title: safe('COUNT'), width: countWidth, align: 'right', cell: group => span(formatCount(group.count), 'waiting')},
		{title: safe(''), width: 22, priority: 2, cell: group => span(progressBar(group.count / most, 22), 'waiting')},
		{title: safe(first === undefined ? '' : groupWord(first.by).toUpperCase()), width: Math.min(30, nameWidth), grow: 2, most: 60, cell: group => span(groupName(group), 'strong')},
		{title: safe('AS A FILTER'), width: 14, grow: 1, most: 50, priority: 1, cell: group => span(safe(printConflictPredicate(group.predicate, systems)), 'dim')},
		{title: safe('OLDEST'), width: 7, align: 'right', cell: group => (group.count === 0 ? span(safe('settled')) : span(formatSince(group.oldestAt, now)))},
	];
}
