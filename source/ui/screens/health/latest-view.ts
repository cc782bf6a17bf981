import type {Operation} from '../../../core/operation.js';
import {pluralOf, tellCounts} from '../../store/words.js';
import {formatClock} from '../../text/format.js';
import {operationSign} from '../../text/glyphs.js';
import {cutList} from '../../text/cut-list.js';
import {type Line, span, spansWidth, spread} from '../../text/line.js';
import {joinSafe, safe} from '../../text/safe.js';
import {fit} from '../../text/width.js';
import type {ViewSize} from '../view-size.js';

/** The newest finished runs, as many as fit; nothing when there is no room for one. */
export function latestLines(recent: readonly Operation[], {width, height}: ViewSize): readonly Line[] {
	if (height < 2 || recent.length === 0) return [];
	const heading = {spans: [span(safe(' LATEST RUNS (UTC)'), 'heading')]};
	return [heading, ...recent.slice(0, height - 1).map(operation => {
		const what = operation.entityType === undefined ? safe(operation.systemName) : pluralOf(operation.entityType);
		const told = operation.status === 'completed' || operation.problems[0] === undefined ? tellCounts(operation.counts) : safe(operation.problems[0]);
		const right = [span(safe('  ')), {...operationSign(operation), text: fit(operationSign(operation).text, 12)}, span(joinSafe([safe(operation.id.slice(0, 4)), safe(' ')]), 'dim')];
		const left = [span(safe(` ${formatClock(operation.completedAt ?? operation.startedAt)}  `), 'dim'), span(fit(what, 16))];
		return spread([...left, span(cutList(told, width - spansWidth(left) - spansWidth(right)))], right, width);
	})];
}
