const longestMs = 3_600_000;
const httpDate = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? .*\d{1,2}:\d{2}:\d{2}/i;

/**
 * How long a `Retry-After` header asks to wait, in ms within [0, 1 h]; undefined when it is absent or says nothing.
 * A date is compared to the answer's own `Date` header where there is one: our clock may be wrong, and so may theirs.
 */
export function parseRetryAfter(header: string | null, serverDate: string | null, now: Date): number | undefined {
	const text = header?.trim() ?? '';
	if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return clamp(Number(text) * 1000);
	const until = parseHttpDate(text);
	if (until === undefined) return undefined;
	return clamp(until - (parseHttpDate(serverDate ?? '') ?? now.getTime()));
}

/** The time of an HTTP date in any of its three forms, in ms since 1970; undefined for everything else. */
export function parseHttpDate(text: string): number | undefined {
	const trimmed = text.trim();
	if (!httpDate.test(trimmed)) return undefined;
	// The asctime form names no zone and means GMT; Date.parse would take the machine's own.
	const time = Date.parse(/GMT|UTC|[+-]\d{4}$/i.test(trimmed) ? trimmed : `${trimmed} GMT`);
	return Number.isNaN(time) ? undefined : time;
}

const clamp = (ms: number): number => Math.min(Math.max(ms, 0), longestMs);
