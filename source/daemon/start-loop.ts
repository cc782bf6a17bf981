import type {Clock} from '../core/process/clock.js';
import type {Logger} from '../core/process/logger.js';

export type Loop = {
	/** Resolves when the pass that is under way has ended. */
	readonly stop: () => Promise<void>;
	/** When a pass last ended well, by the monotonic clock (`performance.now()`); undefined before the first. */
	readonly lastSuccessAt: () => number | undefined;
};

export type LoopOptions = {
	/** As log lines name it: "schedule". */
	readonly name: string;
	/** Does one pass; gives the pause until the next in ms. */
	readonly pass: (signal: AbortSignal) => Promise<number>;
	/** The pause after a pass that failed. */
	readonly retryMs: number;
	readonly clock: Clock;
	readonly logger: Logger;
};

/**
 * Repeats something until it is stopped. A failure ends a pass and never the loop: it is told once, and so is the
 * recovery, with how many passes failed in between.
 */
export function startLoop({name, pass, retryMs, clock, logger}: LoopOptions): Loop {
	const stopping = new AbortController();
	let lastSuccessAt: number | undefined;
	let failures = 0;
	const passOnce = async (): Promise<number> => {
		try {
			const pauseMs = await pass(stopping.signal);
			if (failures > 0) logger.info(`The ${name} works again`, {failures});
			failures = 0;
			lastSuccessAt = performance.now();
			return pauseMs;
		} catch (error) {
			failures++;
			if (failures === 1 && !stopping.signal.aborted) logger.error(`The ${name} failed and is tried again`, {error, inMs: retryMs});
			return retryMs;
		}
	};
	const run = async (): Promise<void> => {
		while (!stopping.signal.aborted) {
			const pauseMs = await passOnce();
			await clock.sleep(pauseMs, stopping.signal).catch(() => {}); // Woken up to stop.
		}
	};
	const ended = run();
	return {
		stop: async () => {
			stopping.abort();
			await ended;
		},
		lastSuccessAt: () => lastSuccessAt,
	};
}
