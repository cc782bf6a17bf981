import {setTimeout} from 'node:timers/promises';
import type {Clock} from '../core/clock.js';

/** The machine's own time. */
export const systemClock: Clock = {
	now: () => new Date(),
	sleep: async (ms, signal) => { await setTimeout(ms, undefined, signal === undefined ? {} : {signal}); },
};
