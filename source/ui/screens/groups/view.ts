import type {ConflictGroup} from '../../../core/conflict-group.js';
import type {NamedSystem} from '../../../core/predicate-conditions.js';
import {printConflictPredicate} from '../../../core/print-conflict-predicate.js';
import {rowLines} from '../../components/list-view.js';
import type {Window} from '../../store/window.js';
import {groupName, groupWord} from '../../store/words.js';
import type {Column} from '../../text/columns.js';
import {formatCount, formatSince} from '../../text/format.js';
import {type Line, span} from '../../text/line.js';
import {progressBar} from '../../text/progress-bar.js';
import {safe} from '../../text/safe.js';
import {widthOf} from '../../text/width.js';
import type {ViewSize} from '../view-size.js';

export type GroupsView = {readonly window: Window; readonly systems: readonly NamedSystem[]};

/** Pending conflicts by one thing that they have in common, with the words by which a filter finds the same. */
export function groupLines(groups: readonly ConflictGroup[], {window, systems}: GroupsView, {width, height, now}: ViewSize): readonly Line[] {
	return rowLines({rows: groups, window, columns: columns(groups, systems, now), width, height: height - 1, isDim: group => group.count === 0});
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
