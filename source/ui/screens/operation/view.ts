import {describePartial} from '../../../core/text/describe-partial.js';
import {formatAmount, formatCount} from '../../../core/text/format-count.js';
import {countsAddUp, noCounts, type Operation} from '../../../core/operation.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import type {OperationDetail} from '../../../operations/get-operation.js';
import {rowLines} from '../../components/list-view.js';
import type {Window} from '../../store/window.js';
import {callSign, operationSign} from '../../text/glyphs.js';
import {formatClock, formatDuration} from '../../text/format.js';
import {emptyLine, type Line, line, span, spread} from '../../text/line.js';
import {tellProgress} from '../../text/progress.js';
import {blanks, joinSafe, safe} from '../../text/safe.js';
import {fit, truncate} from '../../text/width.js';
import {cutRows, wrap} from '../../text/wrap.js';
import {operationColumns, whatOf} from '../operations/view.js';
import type {ViewSize} from '../view-size.js';

/** What was asked, by whom, how far it is or how it ended. */
export function headLines({operation}: OperationDetail, {width, now}: ViewSize): readonly Line[] {
	const left = [span(safe(` ${operation.systemName}`), 'title'), span(safe(` · ${whatOf(operation)} · by ${operation.startedBy} · started ${formatClock(operation.startedAt)} UTC`))];
	const endedAt = operation.completedAt ?? (operation.status === 'abandoned' ? undefined : now);
	const elapsed = endedAt === undefined ? undefined : endedAt.getTime() - operation.startedAt.getTime();
	const facts = [
		...(elapsed === undefined ? [] : [formatDuration(Math.max(0, elapsed))]),
		formatAmount(operation.calls, 'call', 'calls'),
		...(elapsed !== undefined && elapsed >= 1000 ? [safe(`${formatCount((operation.counts.read * 1000) / elapsed)} records/s`)] : []),
		...(operation.conflictsOpened > 0 ? [formatAmount(operation.conflictsOpened, 'new conflict', 'new conflicts')] : []),
		...(operation.conflictsConverged > 0 ? [safe(`${formatCount(operation.conflictsConverged)} agreed by themselves`)] : []),
	];
	const progress = operation.status === 'running' ? [span(tellProgress(operation, now, Math.min(60, width - 20)), 'running')] : [span(joinSafe(facts, safe(' · ')))];
	return [spread(left, [operationSign(operation), span(safe(' '))], width), line(span(safe(' ')), ...progress)];
}

const countNames = Object.keys(noCounts) as ReadonlyArray<keyof typeof noCounts>;

/** The counts as a row of a small table: names over numbers. */
export const countsRow = ({counts}: Operation): Readonly<Record<string, string>> =>
	Object.fromEntries(countNames.map(name => [name, formatCount(counts[name])]));

/** That the counts account for every record, said in numbers. */
export function sumLine({counts}: Operation): Line {
	const parts = countNames.filter(name => name !== 'read').map(name => formatCount(counts[name]));
	const sum = `${formatCount(counts.read)} read = ${parts.join(' + ')}`;
	return countsAddUp(counts) ? line(span(safe(` ${sum}`), 'dim'), span(safe('  ● every record is accounted for'), 'ok')) : line(span(safe(` ${sum}`)), span(safe('  ✖ the counts do not add up'), 'failing'));
}

/** What its partial parts mean, and what to do: each part once. */
export const tellNext = ({operation, children}: Pick<OperationDetail, 'operation' | 'children'>): readonly SafeText[] =>
	(children.length === 0 ? [operation] : children).flatMap(part => {
		const told = describePartial(part);
		return told === undefined ? [] : [safe(told)];
	});

/** Its parts, its problems, what to do about them, and its latest calls, in the rows that are left. */
export function detailLines({operation, children, calls}: OperationDetail, window: Window, {width, height, now}: ViewSize): readonly Line[] {
	const parts = children.length === 0 ? [] : [...rowLines({rows: children, window, columns: operationColumns(now), width, height: children.length}), emptyLine];
	const next = tellNext({operation, children}).flatMap(text => cutRows(wrap(text, width - 4), 3, width - 4)).map(text => line(span(blanks(3)), span(text)));
	const problems = operation.problems.slice(0, 3).map(problem => line(span(safe(' ✖ '), 'failing'), span(truncate(safe(problem), width - 4), 'failing')));
	const more = operation.problems.length > 3 ? [line(span(safe(`   and ${formatCount(operation.problems.length - 3)} more: p shows all`), 'dim'))] : [];
	const told = [...parts, ...problems, ...more, ...next, ...(problems.length > 0 ? [emptyLine] : [])];
	const room = height - told.length - 1;
	const heading = line(span(safe(' LATEST CALLS (UTC)'), 'heading'));
	const rows = calls.slice(0, Math.max(0, room)).map(call => spread(
		[span(safe(` ${formatClock(call.calledAt)}  `), 'dim'), span(fit(safe(call.method), 7)), span(safe(call.endpoint))],
		[span(safe('  ')), {...callSign(call.responseStatus, call.errorMessage), text: fit(callSign(call.responseStatus, call.errorMessage).text, 12)}, span(fit(formatDuration(call.responseTimeMs), 8, 'right')), span(safe(' '))],
		width,
	));
	return [...told, ...(rows.length === 0 ? [] : [heading, ...rows])].slice(0, height);
}
