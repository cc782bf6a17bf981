import {setTimeout as sleep} from 'node:timers/promises';

/** Asks again, at short intervals, until the answer is not undefined; undefined when the time is up. */
export async function poll<T>(ask: () => Promise<T | undefined>, {timeoutMs, intervalMs = 15}: {readonly timeoutMs: number; readonly intervalMs?: number}): Promise<T | undefined> {
	const deadline = performance.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined || performance.now() > deadline) return answer;
		await sleep(intervalMs);
	}
}
