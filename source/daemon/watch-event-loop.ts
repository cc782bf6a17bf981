import {monitorEventLoopDelay} from 'node:perf_hooks';
import type {Logger} from '../core/process/logger.js';

export type EventLoopWatch = {
	/** The longest standstill of the last full period, in ms. */
	readonly longestMs: () => number;
	readonly stop: () => void;
};

const periodMs = 10_000;
/** Beyond this, something computes where it should not. */
const noticeableMs = 500;
/** Beyond this, heartbeats of jobs and leases come late, and other processes may take our work over. */
const dangerousMs = 5000;

/**
 * Watches for code that keeps the process from answering. It only tells: writes are fenced by their tokens, so that a
 * process that stood still too long can do no harm, and its jobs are aborted by the heartbeat that finds them gone.
 */
export function watchEventLoop(logger: Logger): EventLoopWatch {
	const histogram = monitorEventLoopDelay({resolution: 20});
	histogram.enable();
	let longestMs = 0;
	const timer = setInterval(() => {
		longestMs = Math.round(histogram.max / 1e6);
		histogram.reset();
		if (longestMs > dangerousMs) logger.error('The process stood still for so long that others may have taken over its work', {forMs: longestMs});
		else if (longestMs > noticeableMs) logger.warn('The process stood still', {forMs: longestMs});
	}, periodMs);
	timer.unref();
	return {
		longestMs: () => longestMs,
		stop: () => {
			clearInterval(timer);
			histogram.disable();
		},
	};
}
