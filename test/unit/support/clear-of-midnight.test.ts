import {afterEach, expect, test, vi} from 'vitest';
import {clearOfMidnight} from '../../support/clear-of-midnight.js';

afterEach(() => void vi.useRealTimers());

test('a test that begins shortly before midnight waits for the new day', async () => {
	vi.useFakeTimers({now: Date.parse('2028-02-29T23:59:50Z')});
	const cleared = clearOfMidnight().then(() => new Date().toISOString());
	await vi.advanceTimersByTimeAsync(60_000);
	expect(await cleared).toBe('2028-03-01T00:00:00.000Z');
});

test.each(['2028-02-29T23:59:00Z', '2028-03-01T00:00:00Z', '2028-03-01T12:00:00Z'])('one that begins at %s waits for nothing', async time => {
	vi.useFakeTimers({now: Date.parse(time)});
	await clearOfMidnight();
	expect(new Date().toISOString()).toBe(new Date(time).toISOString());
});
