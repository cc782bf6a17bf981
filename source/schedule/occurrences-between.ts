import type {Schedule} from './schedule.js';

/** Every occurrence after `after`, up to and with `until`, oldest first. */
export function* occurrencesBetween(schedule: Schedule, after: Date, until: Date): Generator<Date, void, undefined> {
	for (let next = schedule.nextAfter(after); next !== undefined && next <= until; next = schedule.nextAfter(next)) yield next;
}

/**
 * The newest of them: after a time in which nobody looked, one run makes up for all that were missed. Looks back in
 * growing steps, so that a long absence does not cost a walk over all of it.
 */
export function latestOccurrence(schedule: Schedule, after: Date, until: Date): Date | undefined {
	const spanMs = until.getTime() - after.getTime();
	for (let backMs = 60_000; spanMs > 0; backMs *= 2) {
		const latest = [...occurrencesBetween(schedule, new Date(until.getTime() - Math.min(backMs, spanMs)), until)].at(-1);
		if (latest !== undefined || backMs >= spanMs) return latest;
	}
	return undefined;
}
