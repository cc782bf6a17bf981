import type {Clock} from '../../core/process/clock.js';
import {AppError} from '../../errors/app-error.js';

export type Look<State> = {
	readonly clock: Clock;
	/** What was changed, after "a change of". */
	readonly what: string;
	readonly systemName: string;
	readonly read: () => Promise<State>;
	readonly shows: (state: State) => boolean;
	readonly signal: AbortSignal;
};

/** How often, and how long apart in ms, a change that was accepted is looked for: half a minute in all. */
const pausesMs = [250, 500, 1000, 2000, 4000, 8000, 15_000];

/** Reads until the change shows. Throws EXTERNAL_UNREACHABLE, of unknown outcome, when it does not in half a minute. */
export async function lookUntil<State>({clock, what, systemName, read, shows, signal}: Look<State>): Promise<State> {
	for (const pauseMs of [...pausesMs, undefined]) {
		const state = await read();
		if (shows(state)) return state;
		if (pauseMs !== undefined) await clock.sleep(pauseMs, signal);
	}

	throw new AppError({
		code: 'EXTERNAL_UNREACHABLE',
		message: `${systemName} accepted a change of ${what}, but does not show it yet.`,
		nextStep: `Parley looks again before it sends anything more; nothing is to be done.`,
		isRetryable: false,
	});
}
