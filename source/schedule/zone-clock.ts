/**
 * The clock on the wall in one time zone. A wall time is written as the milliseconds that UTC would need to show the same
 * digits, so that arithmetic on it knows no daylight saving.
 */
export type ZoneClock = {
	/** How far the wall is ahead of UTC at that instant, in milliseconds. */
	readonly offsetAt: (instant: number) => number;
	/** The first instant at which the wall shows this time, or, where the wall skips it, the instant of the skip. */
	readonly firstInstantOf: (wall: number) => number;
	/** The first instant after `from` at which the offset is no longer the one of `from`; `to` must have another. */
	readonly findChange: (from: number, to: number) => number;
};

const dayMs = 86_400_000;

/** Throws RangeError when the name is no IANA time zone. */
export function createZoneClock(timezone: string): ZoneClock {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
	});
	const offsetAt = (instant: number): number => {
		const parts = new Map(format.formatToParts(instant).map(({type, value}) => [type, Number(value)]));
		const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
		const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
		return wall - Math.floor(instant / 1000) * 1000;
	};
	const findChange = (from: number, to: number): number => {
		const before = offsetAt(from);
		let [low, high] = [from, to];
		while (high - low > 1) {
			const middle = Math.floor((low + high) / 2);
			if (offsetAt(middle) === before) low = middle;
			else high = middle;
		}
		return high;
	};
	return {
		offsetAt,
		findChange,
		firstInstantOf(wall) {
			// Zones change by far less than a day, so one of these two offsets holds at any instant that shows this wall.
			const early = offsetAt(wall - dayMs);
			const late = offsetAt(wall + dayMs);
			const candidates = [wall - Math.max(early, late), wall - Math.min(early, late)];
			return candidates.find(instant => instant + offsetAt(instant) === wall) ?? findChange(wall - dayMs, wall + dayMs);
		},
	};
}
