const windowMs = 60_000;

/** Counts requests a minute. Gives the seconds to wait when there were too many, undefined when the request may pass. */
export function createRateLimit(perMinute: number | undefined): (now: number) => number | undefined {
	let windowStart = 0;
	let used = 0;
	return now => {
		if (perMinute === undefined) return undefined;
		if (now - windowStart >= windowMs) {
			windowStart = now;
			used = 0;
		}
		used += 1;
		return used <= perMinute ? undefined : Math.max(1, Math.ceil((windowStart + windowMs - now) / 1000));
	};
}
