import {env} from 'node:process';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {startConsole, type TestConsole} from '../../support/console-harness.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';
import {sampleRejected} from '../../support/memory-operations/memory-rejected.js';
import {manyConflicts} from '../../support/memory-operations/sample-conflicts.js';

const key = fc.constantFrom(
	'j', 'k', 'down', 'up', 'G', 'home', 'pagedown', 'pageup', 'ctrl-d', 'ctrl-u', 'enter', 'escape', 'tab', 'space', 'v', 'ctrl-a', 'i', 'x', 'n', 'e', 'u', 't', 'a', 'w', 's', 'S', 'o', 'c', 'l',
	'g', '1', '2', '3', '4', '5', '6', '7', 'A', 'C', 'H', 'P', 'R', 'X', 'd', 'f', 'w', 'E', 'shift-tab', 'y', 'b', 'f5', '[', ']', '-', '/', ':', '?', 'r', 'p', 'backspace', 'left', 'right', 'ctrl-l', 'ctrl-x', 'Z', '日', 'é',
);
const bytes = fc.constantFrom('\u001B', '[B', '\u001B[', 'jjj', '\u001B[200~q\ri\u001B[201~', '\u001B[<0;1;1M', '\u001B[I', '\u0000', '\u001B]0;x\u0007', 'abc def\r');
const size = fc.record({columns: fc.integer({min: 40, max: 160}), rows: fc.integer({min: 10, max: 50})});
const event = fc.oneof({weight: 20, arbitrary: key.map(name => ({kind: 'key', name}) as const)}, {weight: 3, arbitrary: bytes.map(text => ({kind: 'bytes', text}) as const)}, {weight: 2, arbitrary: size.map(to => ({kind: 'resize', to}) as const)});

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

const restMs = 400;

/** Until nothing was drawn and asked for longer than notifications are gathered and the wait for the rest of a sequence takes. */
async function rest(ui: TestConsole): Promise<void> {
	let turns = 0;
	let since = performance.now();
	let last = '';
	await ui.waitForScreen(lines => {
		const now = `${ui.world.asked.length}\n${lines.join('\n')}`;
		if (now !== last) [turns, since, last] = [0, performance.now(), now];
		turns += 1;
		// Turns for who is at it here, time for who waits for a clock: a busy machine makes the one slow, and not the other.
		return turns > 40 && performance.now() - since > restMs;
	});
}

/** Of about eighty events each; PARLEY_FUZZ_RUNS=125 makes ten thousand, and another PARLEY_TEST_SEED others. */
const runs = Number(env['PARLEY_FUZZ_RUNS'] ?? 6);

test('whatever is pressed and however the terminal is resized, it lives, and shows what a full redraw shows', async () => {
	await fc.assert(fc.asyncProperty(fc.array(event, {minLength: 40, maxLength: 120}), async events => {
		const world = createMemoryWorld(() => new Date('2026-11-21T14:00:00Z'));
		world.conflicts = [...world.conflicts, ...manyConflicts(400, world.now()).map(conflict => ({...conflict, id: conflict.id + 1000}))];
		world.conflicts = [...world.conflicts, ...sampleRejected(world.now())];
		await using ui = startConsole({world, role: 'admin', hotkeys: {f5: 'plans'}, programs: {editor: 'ed', pager: 'more', run: () => Promise.resolve(0)}});
		await ui.waitForScreen('live');
		for (const one of events) {
			if (one.kind === 'key') ui.press(one.name);
			else if (one.kind === 'bytes') ui.send(one.text);
			else ui.resize(one.to);
			await turn();
		}
		ui.resize({columns: 80, rows: 24});
		// What the footer offers depends on what lies over the screen; that there is one says that all of it was drawn.
		await ui.waitForScreen(lines => lines.length === 24 && (lines[0]?.startsWith(' test ') ?? false) && lines.at(-1)?.trim() !== '');
		await rest(ui);
		const before = ui.screen();
		ui.takeOutput();
		ui.press('ctrl-l');
		let drawn = '';
		await ui.waitForScreen(() => {
			drawn += ui.takeOutput().text;
			return drawn.includes(' test ');
		});
		await rest(ui);
		expect(ui.screen()).toEqual(before);
		ui.press('ctrl-c');
		await turn();
		ui.press('ctrl-c'); // The answer, where it was asked whether work may stop.
		expect(await ui.exit).toBe(0);
		expect(ui.errors()).toBe('');
		expect(ui.isAlternateScreen()).toBe(false);
	}), {numRuns: runs, endOnFailure: true});
}, 120_000 + runs * 10_000);
