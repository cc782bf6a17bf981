import type {Clock} from '../../source/core/process/clock.js';

export type ManualClock = Clock & {
	readonly advance: (ms: number) => void;
	/** What was slept, in order; a sleep is over at once and moves nothing. */
	readonly slept: readonly number[];
};

/** A clock that stands still until it is told to go on. */
export function createManualClock(start: Date): ManualClock {
	let now = start.getTime();
	const slept: number[] = [];
	return {
		now: () => new Date(now),
		sleep: async ms => void slept.push(ms),
		advance: ms => { now += ms; },
		slept,
	};
}
