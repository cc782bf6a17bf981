import {setTimeout as sleep} from 'node:timers/promises';

export type WaitOptions = {
	/** How much of the time in which this process ran may go by. A limit costs only where it is reached: it is for what never comes. */
	readonly timeoutMs?: number;
	readonly intervalMs?: number;
	/** Added to the error on time-out: what was seen instead. */
	readonly describe?: () => string | Promise<string>;
};

/** The most that one look counts: a machine that stood still for longer gave nobody the time to do what is waited for. */
const mostOfOneLookMs = 1000;

/** Asks again until `predicate` gives something true, and gives that back; on time-out says what it waited for. */
export async function waitFor<T>(what: string, predicate: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
	const {timeoutMs = 30_000, intervalMs = 20, describe} = options;
	let waitedMs = 0;
	let lookedAt = performance.now();
	for (;;) {
		const value = await predicate();
		if (value) return value;
		const now = performance.now();
		waitedMs += Math.min(now - lookedAt, mostOfOneLookMs);
		lookedAt = now;
		if (waitedMs > timeoutMs) {
			throw new Error(`Waited ${timeoutMs} ms for ${what}.${describe === undefined ? '' : `\n${await describe()}`}`);
		}
		await sleep(intervalMs);
	}
}
