import {formatCount} from '../../../core/text/format-count.js';
import type {SystemHealth} from '../../../core/health.js';
import {formatDuration, formatUntil} from '../../text/format.js';
import {type Line, type Span, span, spansWidth, spread} from '../../text/line.js';
import {blanks, joinSafe, safe} from '../../text/safe.js';
import {sparkline} from '../../text/sparkline.js';
import {fit} from '../../text/width.js';
import type {ViewSize} from '../view-size.js';

const nameWidth = 13;
const sparkWidth = 24;

/** What each system answered today, with its latest response times at the right end; on narrow screens on two lines. */
export function systemLines(systems: readonly SystemHealth[], {width, now}: ViewSize): readonly Line[] {
	return systems.flatMap(system => {
		const name = span(safe(` ${fit(safe(system.systemName), nameWidth - 1)} `), 'strong');
		const spark = span(sparkline(system.recentResponseMs, sparkWidth), 'accent');
		const facts = [name, ...callSpans(system)];
		const limits = limitSpans(system, now);
		const isWide = spansWidth([...facts, ...limits, spark]) + 3 < width;
		if (isWide) return [spread([...facts, span(safe(' · '), 'dim'), ...limits], [spark, span(blanks(1))], width)];
		return [spread(facts, [spark, span(blanks(1))], width), {spans: [span(blanks(nameWidth + 1)), ...limits]}];
	});
}

/** Cells that the table of systems needs: its widest row is a system that asked to pause while its breaker is open. */
export const systemsTableWidth = 118;

/** One system as a row of a small table: names over figures, what moves at the right end. */
export function systemsRow(system: SystemHealth, now: Date): Readonly<Record<string, string>> {
	const {limiter, breaker} = system;
	const isPaused = limiter.pausedUntil !== undefined && limiter.pausedUntil > now;
	return {
		system: fit(safe(system.systemName), 14),
		breaker: breaker.state === 'closed' ? 'closed' : `✖ ${breaker.state}, ${isOverdue(breaker, now) ? 'next run tries' : `again in ${formatUntil(breaker.resumesAt, now)}`}`,
		limiter: !system.syncEnabled ? '◌ switched off' : isPaused ? `▲ pauses ${formatUntil(limiter.pausedUntil, now)}` : `${formatCount(limiter.used)} of ${formatCount(limiter.perMinute)} a minute`,
		today: fit(safe(`${formatCount(system.callsToday)} calls`), 14, 'right'),
		errors: fit(formatCount(system.errorsToday), 7, 'right'),
		median: fit(system.medianResponseMs === undefined ? safe('-') : formatDuration(system.medianResponseMs), 8, 'right'),
		'response times': fit(sparkline(system.recentResponseMs, sparkWidth), sparkWidth),
	};
}

/** Its pause is over, and no call has shown since whether the system answers again. */
const isOverdue = ({resumesAt}: SystemHealth['breaker'], now: Date): boolean => resumesAt !== undefined && resumesAt <= now;

function callSpans(system: SystemHealth): readonly Span[] {
	const errors = span(safe(`${formatCount(system.errorsToday)} ${system.errorsToday === 1 ? 'error' : 'errors'}`), system.errorsToday > 0 ? 'waiting' : undefined);
	const median = system.medianResponseMs === undefined ? [] : [span(joinSafe([safe(' · median'), formatDuration(system.medianResponseMs)], safe(' ')))];
	return [span(safe(`${formatCount(system.callsToday)} calls today · `)), errors, ...median];
}

function limitSpans({limiter, breaker, syncEnabled}: SystemHealth, now: Date): readonly Span[] {
	const paused = limiter.pausedUntil !== undefined && limiter.pausedUntil > now;
	const limit = paused
		? span(safe(`▲ asked to pause, goes on in ${formatUntil(limiter.pausedUntil, now)}`), 'waiting')
		: span(safe(`limiter ${formatCount(limiter.used)} of ${formatCount(limiter.perMinute)} a minute`), 'dim');
	const circuit = breaker.state === 'closed'
		? span(safe('breaker closed'), 'dim')
		: span(safe(`✖ breaker ${breaker.state}, ${isOverdue(breaker, now) ? 'the next run tries it' : `tries again in ${formatUntil(breaker.resumesAt, now)}`}`), 'failing');
	return [...(syncEnabled ? [] : [span(safe('◌ switched off'), 'off'), span(safe(' · '), 'dim')]), limit, span(safe(' · '), 'dim'), circuit];
}
