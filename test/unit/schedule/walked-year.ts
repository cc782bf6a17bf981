/**
 * A calendar that shares no code with the program: it walks a year minute by minute, reads each minute's digits off the
 * wall, and compares them with the fields of a cron expression. The rule for changes of the clock is told in its own way.
 */
type Minute = {readonly instant: number; readonly digits: readonly [minute: number, hour: number, day: number, month: number, weekday: number]};
/** The occurrences after `from`, up to and with `until`, as instants. */
export type WalkedYear = {readonly occurrences: (expression: string, from: number, until: number) => readonly number[]};

export function walkYear(year: number, timezone: string): WalkedYear {
	const minutes = readMinutes(year, timezone);
	return {
		occurrences(expression, from, until) {
			const isRhythm = expression.split(' ')[1] === '*';
			const matches = createMatcher(expression);
			return minutes.flatMap(({instant, digits}, index) => {
				if (instant <= from || instant > until) return [];
				const previous = minutes[index - 1];
				if (isRhythm) return matches(digits) ? [instant] : [];
				const skipped = previous === undefined ? [] : skippedBetween(previous.digits, digits);
				if (!matches(digits) && !skipped.some(matches)) return [];
				const isSecondPass = minutes.slice(Math.max(0, index - 180), index).some(other => other.digits.join() === digits.join());
				return isSecondPass ? [] : [instant];
			});
		},
	};
}

function readMinutes(year: number, timezone: string): readonly Minute[] {
	const format = new Intl.DateTimeFormat('en-GB', {timeZone: timezone, dateStyle: 'short', timeStyle: 'short'});
	const minutes: Minute[] = [];
	let shift = 0;
	for (let instant = Date.UTC(year, 0, 1); instant < Date.UTC(year + 1, 0, 1); instant += 60_000) {
		// Zones change on quarters of an hour: the wall is read there, and only advanced in between.
		if (instant % 900_000 === 0) shift = wallOf(format.format(instant)) - instant;
		const wall = new Date(instant + shift);
		minutes.push({instant, digits: [wall.getUTCMinutes(), wall.getUTCHours(), wall.getUTCDate(), wall.getUTCMonth() + 1, wall.getUTCDay()]});
	}
	return minutes;
}

/** "31/12/2025, 23:59" as if it stood in UTC. */
function wallOf(text: string): number {
	const [, day, month, year, hour, minute] = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+)$/.exec(text) ?? [];
	return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
}

/** The digits that the wall jumps over; none when it moves on by a minute or goes back. All within a day that both share, or from midnight on. */
function skippedBetween(before: Minute['digits'], after: Minute['digits']): ReadonlyArray<Minute['digits']> {
	const start = before[1] * 60 + before[0] + 1;
	const end = after[1] * 60 + after[0];
	const isNextDay = before[4] !== after[4];
	const from = isNextDay ? 0 : start;
	return end > from ? Array.from({length: end - from}, (_, index) => [(from + index) % 60, Math.floor((from + index) / 60), after[2], after[3], after[4]] as const) : [];
}

const domains = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 6]] as const;

function createMatcher(expression: string): (digits: Minute['digits']) => boolean {
	const fields = expression.split(' ').map((field, index) => {
		const [low, high] = domains[index] ?? [0, 0];
		const all = Array.from({length: high - low + 1}, (_, offset) => low + offset);
		const wanted = new Set(all.filter(digit => matchesField(field, digit, low)));
		return {wanted, isFree: wanted.size === all.length};
	});
	const [minute, hour, day, month, weekday] = fields;
	return digits => {
		if (!minute?.wanted.has(digits[0]) || !hour?.wanted.has(digits[1]) || !month?.wanted.has(digits[3])) return false;
		const isDay = day?.wanted.has(digits[2]) ?? false;
		const isWeekday = weekday?.wanted.has(digits[4]) ?? false;
		// Cron's own oddity: when both kinds of day are restricted, either will do.
		return day?.isFree || weekday?.isFree ? isDay && isWeekday : isDay || isWeekday;
	};
}

function matchesField(field: string, digit: number, lowest: number): boolean {
	return field.split(',').some(part => {
		const [range = '*', step = '1'] = part.split('/');
		const [low = '', high = low] = range.split('-');
		const isInRange = range === '*' || (digit >= Number(low) && digit <= Number(high));
		return isInRange && (digit - (range === '*' ? lowest : Number(low))) % Number(step) === 0;
	});
}
