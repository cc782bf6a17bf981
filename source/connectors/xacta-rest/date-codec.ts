/** Days as the API tells them: the Unix seconds of a midnight. */
export type DateCodec = {
	/** "YYYY-MM-DD", the day in which the moment lies. */
	readonly toDay: (seconds: number) => string;
	readonly toSeconds: (day: string) => number;
};

export function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', {timeZone: name});
		return name !== '';
	} catch {
		return false; // A RangeError is how Intl says so.
	}
}

/** A day read in the wrong zone is a day off, for each date of each record: the zone is the instance's, not ours. */
export function createDateCodec(zone: string): DateCodec {
	const format = new Intl.DateTimeFormat('en', {timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit'});
	/** What the clocks of the zone show then, as if it were UTC, in ms. */
	const shown = (ms: number): number => {
		const part = Object.fromEntries(format.formatToParts(ms).map(({type, value}) => [type, Number(value)]));
		return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
	};
	return {
		toDay: seconds => new Date(shown(seconds * 1000)).toISOString().slice(0, 10),
		toSeconds: day => {
			const wanted = Date.parse(`${day}T00:00:00Z`);
			// Twice: the first guess may lie on the other side of a change of the clocks.
			const guess = wanted - (shown(wanted) - wanted);
			const begin = guess - (shown(guess) - wanted);
			// A midnight that the clocks skip is not there: the day begins where they go on.
			return (begin + Math.max(0, wanted - shown(begin))) / 1000;
		},
	};
}
