import {setTimeout as wait} from 'node:timers/promises';
import type {Clock} from './clock.js';

/** The clock of this machine. */
export const systemClock: Clock = {
	now: () => new Date(),
	sleep: async (ms, signal) => {
		try {
			await wait(ms, undefined, signal === undefined ? {} : {signal});
		} catch (error) {
			signal?.throwIfAborted();
			throw error;
		}
	},
};
