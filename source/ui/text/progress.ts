import {formatAmount, formatCount} from '../../core/text/format-count.js';
import type {Operation} from '../../core/operation.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {formatCountdown} from './format.js';
import {progressBar} from './progress-bar.js';
import {joinSafe, safe} from './safe.js';

/** Below this, a rate says more about the start than about the run. */
const leastElapsedMs = 1000;

/** How far a run is, on at most `width` cells: a bar with share, rate and time left, or what is known of it. */
export function tellProgress(operation: Operation, now: Date, width: number): SafeText {
	const {progress, counts, startedAt} = operation;
	const elapsed = now.getTime() - startedAt.getTime();
	const rate = elapsed < leastElapsedMs ? undefined : (counts.read * 1000) / elapsed;
	const rateText = rate === undefined ? [] : [safe(`${formatCount(rate)}/s`)];
	if (progress?.total === undefined || progress.total === 0) {
		return joinSafe([formatAmount(counts.read, 'record', 'records'), ...rateText], safe('  '));
	}
	const share = progress.done / progress.total;
	const left = share > 0 && elapsed >= leastElapsedMs ? [safe(`${formatCountdown((elapsed / share) * (1 - share))} left`)] : [];
	const facts = joinSafe([safe(`${Math.floor(share * 100)}%`), ...rateText, ...left], safe('  '));
	const barWidth = Math.min(30, width - facts.length - 1);
	return barWidth < 6 ? facts : joinSafe([progressBar(share, barWidth), facts], safe(' '));
}
