import {CronTime} from 'cron';
import {AppError} from '../errors/app-error.js';
import {createZoneClock, type ZoneClock} from './zone-clock.js';

/** When something is due. */
export type Schedule = {
	/** The first occurrence after that instant; undefined when there is none any more. */
	readonly nextAfter: (instant: Date) => Date | undefined;
};

const never: Schedule = {nextAfter: () => undefined};

/**
 * Every so many minutes, counted from the beginning of 1970 in UTC: all processes on all hosts agree on the occurrences
 * without asking each other. Zero or less: only when a person asks.
 */
export function everyMinutes(minutes: number): Schedule {
	const period = Math.floor(minutes) * 60_000;
	return period > 0 ? {nextAfter: instant => new Date((Math.floor(instant.getTime() / period) + 1) * period)} : never;
}

/**
 * A cron expression of five fields, or one of @hourly, @daily, @weekly, … , read in a time zone. Throws POLICY_INVALID.
 *
 * When the clocks change: an expression that names hours ("30 2 * * *") means times of the day, and each runs once: a time
 * that is skipped runs at the moment of the skip, a time that comes twice runs the first time. An expression with "*" for
 * the hour ("0,30 * * * *") means a rhythm, which goes on through the change in real time.
 */
export function parseSchedule(expression: string, timezone: string): Schedule {
	const zone = parseZone(timezone);
	const nextWall = parseExpression(expression);
	const next = isRhythm(expression) ? nextOfRhythm : nextTimeOfDay;
	return {nextAfter: instant => toDate(next(nextWall, zone, instant.getTime()))};
}

/** The first matching wall time after that wall time; undefined when no day ever matches ("30 February"). */
type NextWall = (wall: number) => number | undefined;

function parseExpression(expression: string): NextWall {
	const text = expression.trim();
	const isKnownForm = text.startsWith('@') ? text.toLowerCase() !== '@secondly' : text.split(/\s+/).length === 5;
	if (!isKnownForm) throw invalid(`The schedule "${expression}" has not five fields.`);
	// In UTC the package meets no change of clocks: it only matches digits, and the zone is dealt with here.
	let time: CronTime;
	try {
		time = new CronTime(text, 'UTC');
	} catch (error) {
		throw invalid(`The schedule "${expression}" is no cron expression: ${error instanceof Error ? error.message : String(error)}.`, error);
	}
	return wall => {
		try {
			// Occurrences are whole minutes. The package counts up seconds one by one, so it starts at the minute's last.
			return time.getNextDateFrom(new Date(wall - modulo(wall, 60_000) + 59_000), 'UTC').toMillis();
		} catch {
			return undefined; // The package looks eight years ahead, then throws.
		}
	};
}

function parseZone(timezone: string): ZoneClock {
	try {
		return createZoneClock(timezone);
	} catch (error) {
		throw invalid(`"${timezone}" is no time zone.`, error);
	}
}

const isRhythm = (expression: string): boolean => {
	const text = expression.trim().toLowerCase();
	return text.startsWith('@') ? text === '@hourly' || text === '@minutely' : text.split(/\s+/)[1] === '*';
};

function nextTimeOfDay(nextWall: NextWall, zone: ZoneClock, after: number): number | undefined {
	let wall = nextWall(after + zone.offsetAt(after));
	while (wall !== undefined) {
		const instant = zone.firstInstantOf(wall);
		if (instant > after) return instant;
		wall = nextWall(wall);
	}
	return undefined;
}

function nextOfRhythm(nextWall: NextWall, zone: ZoneClock, after: number): number | undefined {
	let from = after;
	let offset = zone.offsetAt(from);
	let wall = nextWall(from + offset);
	while (wall !== undefined) {
		const instant = wall - offset;
		if (zone.offsetAt(instant) === offset) return instant;
		// The clocks change before it: what is next on the wall as it is from the change on?
		from = zone.findChange(from, instant);
		offset = zone.offsetAt(from);
		wall = nextWall(from + offset - 1000);
	}
	return undefined;
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

const toDate = (instant: number | undefined): Date | undefined => (instant === undefined ? undefined : new Date(instant));

const invalid = (message: string, cause?: unknown): AppError => new AppError({
	code: 'POLICY_INVALID',
	message,
	nextStep: 'Write minute, hour, day of month, month and day of week, such as "15 2 * * 1-5", and an IANA time zone such as "Europe/Berlin".',
	cause,
});
