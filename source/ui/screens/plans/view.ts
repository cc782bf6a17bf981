import {formatCount} from '../../../core/text/format-count.js';
import type {SyncPlan} from '../../../core/sync-plan.js';
import {rowLines} from '../../components/list-view.js';
import {touchedBy} from '../../store/plan-handlers.js';
import type {Window} from '../../store/window.js';
import {tellPlanned} from '../../store/work.js';
import type {Column} from '../../text/columns.js';
import {formatSince} from '../../text/format.js';
import {type Line, span} from '../../text/line.js';
import {safe} from '../../text/safe.js';
import type {ViewSize} from '../view-size.js';

const columns = (now: Date): ReadonlyArray<Column<SyncPlan>> => [
	{title: safe('PLAN'), width: 8, cell: plan => span(safe(plan.id.slice(0, 8)), 'strong')},
	{title: safe('OF'), width: 14, grow: 2, cell: plan => span(tellPlanned(plan.request))},
	{title: safe('SCOPE'), width: 8, priority: 2, cell: plan => span(safe(plan.request.selection === undefined ? plan.request.scope : 'part'))},
	{title: safe('TOUCHES'), width: 8, align: 'right', cell: plan => span(formatCount(touchedBy(plan)))},
	{title: safe('GUARDS'), width: 6, align: 'right', priority: 1, cell: plan => {
		const guards = plan.pairs.reduce((sum, pair) => sum + pair.guards.length, 0);
		return span(formatCount(guards), guards > 0 ? 'waiting' : 'dim');
	}},
	{title: safe('BY'), width: 8, grow: 1, most: 16, priority: 3, cell: plan => span(safe(plan.createdBy))},
	{title: safe('STATE'), width: 16, cell: plan => (plan.appliedAt === undefined ? span(safe('◌ not applied'), 'off') : span(safe(`● by ${plan.appliedBy ?? 'somebody'}`), 'ok'))},
	{title: safe('MADE'), width: 6, align: 'right', cell: plan => span(formatSince(plan.createdAt, now))},
];

/** The plans of the last weeks, the newest first. */
export const planListLines = (plans: readonly SyncPlan[], window: Window, {width, height, now}: ViewSize): readonly Line[] =>
	rowLines({rows: plans, window, columns: columns(now), width, height: height - 1, isDim: plan => plan.appliedAt !== undefined});
