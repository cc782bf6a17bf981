import {setTimeout as sleep} from 'node:timers/promises';

export type WaitOptions = {
	readonly timeoutMs?: number;
	readonly intervalMs?: number;
	/** Added to the error on time-out: what was seen instead. */
	readonly describe?: () => string | Promise<string>;
};

/** Asks again until `predicate` gives something true, and gives that back; on time-out says what it waited for. */
export async function waitFor<T>(what: string, predicate: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
	const {timeoutMs = 15_000, intervalMs = 20, describe} = options;
	const deadline = performance.now() + timeoutMs;
	for (;;) {
		const value = await predicate();
		if (value) return value;
		if (performance.now() > deadline) {
			throw new Error(`Waited ${timeoutMs} ms for ${what}.${describe === undefined ? '' : `\n${await describe()}`}`);
		}
		await sleep(intervalMs);
	}
}
