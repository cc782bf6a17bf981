import {nextRun} from './next-run.js';

export type NextRun = typeof nextRun;

/** Of one schedule, as many as are asked about at a time: what comes after now, and after the last runs of some pairs. */
const mostKept = 4;

/**
 * `nextRun` that keeps what it found: a run is the next one from any moment between the one asked about and its own. To look
 * for one on the calendar takes a millisecond for each schedule of each pair, and Health asks as often as something changes.
 */
export function keepNextRuns(find: NextRun = nextRun): NextRun {
	const kept = new Map<string, ReadonlyArray<{readonly after: number; readonly next: number}>>();
	return (policy, systemFrequencyMinutes, after) => {
		const {scheduleExpression, fullSyncExpression, timezone} = policy;
		const key = JSON.stringify([scheduleExpression, fullSyncExpression, timezone, systemFrequencyMinutes]);
		const at = after.getTime();
		const known = kept.get(key)?.find(one => one.after <= at && at < one.next);
		if (known !== undefined) return new Date(known.next);
		const found = find(policy, systemFrequencyMinutes, after);
		if (found !== undefined) kept.set(key, [{after: at, next: found.getTime()}, ...(kept.get(key) ?? [])].slice(0, mostKept));
		return found;
	};
}
