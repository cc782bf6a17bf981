import fc from 'fast-check';
import {expect, test} from 'vitest';
import {firstWindow, moveWindow, showCursor} from '../../../../source/ui/store/window.js';

test('the window stays where it is while the cursor moves within it', () => {
	expect(moveWindow({cursor: 4, top: 0}, {by: 1}, 100, 10)).toEqual({cursor: 5, top: 0});
});

test('it jumps by half its height when the cursor leaves it', () => {
	expect(moveWindow({cursor: 9, top: 0}, {by: 1}, 100, 10)).toEqual({cursor: 10, top: 5});
	expect(moveWindow({cursor: 5, top: 5}, {by: -1}, 100, 10)).toEqual({cursor: 4, top: 0});
});

test('the cursor is always a row, and always on the screen', () => {
	const step = fc.oneof(fc.record({by: fc.integer({min: -60, max: 60})}), fc.record({to: fc.constantFrom('first' as const, 'last' as const)}));
	fc.assert(fc.property(fc.array(step), fc.integer({min: 1, max: 200}), fc.integer({min: 1, max: 60}), fc.integer({min: 1, max: 60}), (steps, count, height, nextHeight) => {
		let window = firstWindow;
		for (const move of steps) {
			window = moveWindow(window, move, count, height);
			expect(window.cursor).toBeGreaterThanOrEqual(0);
			expect(window.cursor).toBeLessThan(count);
			expect(window.cursor - window.top).toBeGreaterThanOrEqual(0);
			expect(window.cursor - window.top).toBeLessThan(height);
		}
		const resized = showCursor(window, count, nextHeight);
		expect(resized.cursor).toBe(window.cursor);
		expect(resized.cursor - resized.top).toBeLessThan(nextHeight);
		expect(resized.top).toBeLessThanOrEqual(Math.max(0, count - nextHeight));
	}));
});
