import fc from 'fast-check';
import {expect, test} from 'vitest';
import {startConsole, type TestConsole} from '../../support/console-harness.js';
import {createMemoryWorld, type MemoryWorld} from '../../support/memory-operations/memory-world.js';

/** What terminals act upon, what hides or turns text around, and what is wider or narrower than it looks. */
const nasty = fc.constantFrom(
	'\u001B[2J', '\u001B]0;owned\u0007', '\u001B]52;c;eA==\u0007', '\u001B[?1049l', '\u001B[31m', '\u009B2J', '\u001BP$q\u001B\\', '\r\n', '\t', '\u0000', '\u0007', '\u0008\u0008', '\u202E', '\u2066', '\u200B',
	'👩‍👩‍👧‍👦', '⚠️', '日本語', 'e\u0301\u0301\u0301', '\uD800', '\uFEFF', 'x'.repeat(300), '[31m', '`$(id)`', '"', '\\', '­',
);
const hostile = fc.array(fc.oneof(nasty, fc.string({unit: 'binary', maxLength: 6})), {minLength: 1, maxLength: 6}).map(parts => parts.join(''));
const texts = fc.sample(hostile, {numRuns: 10_000, seed: 7});

/** The world with such a text wherever one can come from outside. */
function poison(world: MemoryWorld): void {
	let next = 0;
	const text = (): string => texts[next++ % texts.length] ?? '';
	world.records = world.records.map(record => ({...record, entityId: text(), label: text(), systems: record.systems.length === 0 ? [] : [text()], syncStatus: text()}));
	world.conflicts = world.conflicts.map(conflict => ({...conflict, entityId: text(), entityLabel: text(), internalValue: text(), externalValue: text(), systemName: text(), note: text(), assignedTo: text()}));
	world.operations = world.operations.map(operation => ({...operation, systemName: text(), startedBy: text(), problems: [text(), text()]}));
	world.calls = world.calls.map(call => ({...call, endpoint: text(), method: text(), errorMessage: text(), responseBody: {[text()]: text()}, requestHeaders: {a: text()}}));
	world.events = world.events.map(event => ({...event, actor: text(), action: text(), targetId: text(), after: {[text()]: text()}}));
	world.policies = world.policies.map(one => ({...one, policy: {...one.policy, scheduleExpression: text(), fields: {[text()]: {frozenWhen: {field: text(), values: [text()]}}}}}));
	world.mappings = world.mappings.map(one => ({...one, mappings: one.mappings.map(rule => ({...rule, externalField: text(), internalField: text()}))}));
	world.proposals = world.proposals.map(one => ({...one, key: text(), systemId: text(), pluginName: text(), hosts: [text(), text()], refusals: [text()], fields: {...one.fields, weakness_description: text(), [text()]: text()}, changes: {[text()]: text()}}));
	world.planGuards = [text(), text()];
}

/** Sequences that Ink and the console write themselves; anything else came from a text. */
const ours = /\u001B\[(?:\d*(?:;\d+)*[ABCDEFGHJKXm]|\?(?:7|25|1049|2004|2026)[hl])|\r|\n/g;

function checkOutput(ui: TestConsole): void {
	const rest = ui.takeOutput().text.replaceAll(ours, '');
	expect([...rest].filter(character => /[\u0000-\u001F\u007F-\u009F\u200B\u200D-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/.test(character))).toEqual([]);
	expect(ui.isAlternateScreen()).toBe(true);
	// The footer of the screen, or of what lies over it, stands where it belongs.
	expect(ui.screen().at(-1)).toMatch(/q quit|q close|esc close/);
}

test('no text from outside, on any screen, reaches the terminal as more than text', async () => {
	const world = createMemoryWorld(() => new Date('2026-11-21T14:00:00Z'));
	poison(world);
	await using ui = startConsole({world, role: 'admin'});
	await ui.waitForScreen('live');
	const visit = async (...keys: readonly string[]): Promise<void> => {
		for (const key of keys) {
			ui.press(key);
			for (let turn = 0; turn < 8; turn++) await new Promise<void>(resolve => setImmediate(resolve));
		}
		checkOutput(ui);
	};
	for (const keys of ['1 enter', '2 enter enter', '3 enter p w', '4 enter G w', '5 enter G enter w', '6 enter G', '7 enter G w']) {
		for (const key of keys.split(' ')) await visit(key);
	}
	await visit('5');
	for (const type of ['tab', 'tab', 'tab', 'tab', 'tab']) {
		await visit(type);
		for (let page = 0; page < 14; page++) await visit('pagedown');
	}
	await visit('1', 'p');
	await ui.waitForScreen('Plan › ');
	await visit('j', 'enter', 'w', 'A');
	await visit('enter');
	for (const by of ['s', 'f', 'a']) await visit('2', 'b', by);
	await visit('5', 'P');
	await ui.waitForScreen('✖ cannot');
	await visit('enter', 'w', 'c');
	await visit('A', 'escape');
	await visit('3', 'e', 'enter');
	await visit('?');
});
