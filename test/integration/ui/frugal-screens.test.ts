import {expect, test} from 'vitest';
import {startConsole, type TestConsole} from '../../support/console-harness.js';

/** The most bytes that one row down costs, and the most writes, over eight rows that are on the screen. */
async function costOfRowsDown(ui: TestConsole): Promise<{readonly bytes: number; readonly writes: number}> {
	const selected = (): string | undefined => ui.screen().find(line => line.startsWith('>'));
	let [bytes, writes] = [0, 0];
	ui.takeOutput();
	for (let row = 0; row < 8; row++) {
		const before = selected();
		ui.press('down');
		await ui.waitForScreen(() => selected() !== undefined && selected() !== before);
		const output = ui.takeOutput();
		bytes = Math.max(bytes, Buffer.byteLength(output.text));
		writes = Math.max(writes, output.writes);
	}
	return {bytes, writes};
}

const at = () => new Date('2026-11-21T14:00:00Z');

test('one row down in the list of records costs no more than in the list of conflicts', async () => {
	await using ui = startConsole({columns: 120, rows: 42, now: at});
	await ui.waitForScreen('live');
	ui.press('5');
	await ui.waitForScreen('web-20');
	const cost = await costOfRowsDown(ui);
	expect(cost.bytes).toBeLessThanOrEqual(300);
	expect(cost.writes).toBe(1);
});

test.each([
	['a record', [['5', 'web-20'], ['enter', 'Because']]], ['rules', [['6', 'DECIDES'], ['enter', 'RULE OR FIELD']]], ['a plan', [['p', '= link']]],
] as const)('where %s is told of below the rows, one row down costs fewer than 700 bytes in one write', async (_, steps) => {
	await using ui = startConsole({columns: 120, rows: 42, now: at});
	await ui.waitForScreen('live');
	for (const [key, shown] of steps) {
		ui.press(key);
		await ui.waitForScreen(shown);
	}
	await ui.waitForScreen(lines => lines.some(line => line.startsWith('>')));
	const cost = await costOfRowsDown(ui);
	expect(cost.bytes).toBeLessThanOrEqual(700);
	expect(cost.writes).toBe(1);
});
