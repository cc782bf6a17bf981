import {directionWords, strategyWords} from '../../../core/text/describe-policy.js';
import {describeSchedule} from '../../../core/text/describe-schedule.js';
import {formatCount} from '../../../core/text/format-count.js';
import type {ListedPolicy} from '../../../operations/list-policies.js';
import {rowLines} from '../../components/list-view.js';
import type {Window} from '../../store/window.js';
import {pluralOf} from '../../store/words.js';
import type {Column} from '../../text/columns.js';
import {type Line, span} from '../../text/line.js';
import {safe} from '../../text/safe.js';
import type {ViewSize} from '../view-size.js';

const count = (value: number) => span(formatCount(value), value === 0 ? 'dim' : undefined);

const columns: ReadonlyArray<Column<ListedPolicy>> = [
	{title: safe('SYSTEM'), width: 10, grow: 2, most: 28, cell: row => span(safe(row.systemName), 'strong')},
	{title: safe('ENTITY'), width: 15, cell: row => span(pluralOf(row.entityType))},
	{title: safe('WAY'), width: 9, cell: row => span(safe(directionWords[row.policy.direction]))},
	{title: safe('DECIDES'), width: 11, cell: row => span(safe(strategyWords[row.policy.strategy]))},
	{title: safe('FIELDS'), width: 6, align: 'right', priority: 2, cell: row => count(Object.keys(row.policy.fields).length)},
	{title: safe('FILTERS'), width: 7, align: 'right', priority: 3, cell: row => count(row.policy.filters.length)},
	{title: safe('CHANGES READ'), width: 14, grow: 1, most: 24, priority: 4, cell: row => span(safe(row.policy.scheduleExpression === null ? 'by the system' : (describeSchedule(row.policy.scheduleExpression) ?? row.policy.scheduleExpression)), row.policy.scheduleExpression === null ? 'dim' : undefined)},
	{title: safe('STATE'), width: 11, cell: row => (!row.policy.isActive ? span(safe('◌ off'), 'off') : row.isPushEnabled ? span(safe('● sends'), 'ok') : span(safe('● reads'), 'ok'))},
];

/** Every pair with its policy: which way, who decides, when. */
export const policyLines = (policies: readonly ListedPolicy[], window: Window, {width, height}: ViewSize): readonly Line[] =>
	rowLines({rows: policies, window, columns, width, height: height - 1, isDim: row => !row.policy.isActive});
