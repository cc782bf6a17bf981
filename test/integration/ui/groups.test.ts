import {expect, test} from 'vitest';
import {startConsole, type TestConsole} from '../../support/console-harness.js';
import {openCauses} from '../../support/console-walks.js';
import {createMemoryOperations} from '../../support/memory-operations/memory-operations.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';

const choose = async (ui: TestConsole, key: string): Promise<void> => {
	ui.press('b');
	await ui.waitForScreen('Count what waits by');
	ui.press(key);
};

test('a person counts what waits by reason, opens one, and comes back to the counts', async () => {
	await using ui = await openCauses();
	await choose(ui, 'r');
	await ui.waitForScreen('Conflicts › by reason');
	await ui.waitForScreen(/first contact +reason:init/);
	ui.press('down', 'enter');
	await ui.waitForScreen(/Conflicts › reason:initial_mismatch/);
	await ui.waitForScreen(/1 of 11/);
	ui.press('enter');
	await ui.waitForScreen('last agreed');
	ui.press('escape', 'escape');
	await ui.waitForScreen('Conflicts › by reason');
	await choose(ui, 'a');
	await ui.waitForScreen(/43 +.*\(nobody\) +assigned:nobody/);
	await choose(ui, 'c');
	await ui.waitForScreen('Conflicts › by cause');
});

test('a verdict on a group shows what it would do, and settles what the group finds', async () => {
	await using ui = await openCauses();
	await choose(ui, 'f');
	await ui.waitForScreen('field:sch');
	ui.press('down', 'x');
	await ui.waitForScreen('keep theirs: 11 conflicts');
	ui.press('tab', 'enter');
	await ui.waitForScreen('11 conflicts kept theirs · u takes them back');
	await ui.waitForScreen(/> +0 .* poc .*settled/);
	expect(ui.world.conflicts.filter(({fieldName, status}) => fieldName === 'poc' && status === 'pending')).toEqual([]);
});

test('counts follow what others settle in their places, and one that ran dry stays where it was', async () => {
	await using ui = await openCauses();
	await choose(ui, 'f');
	await ui.waitForScreen('field:sch');
	const before = ui.screen().findIndex(line => line.includes('field:poc'));
	ui.world.conflicts = ui.world.conflicts.map(one => (one.fieldName === 'scheduled_completion' ? {...one, status: 'resolved'} : one));
	ui.world.tell('conflicts');
	await ui.waitForScreen(/ 0 +.*scheduled_completion .*settled/);
	expect(ui.screen().findIndex(line => line.includes('field:poc'))).toBe(before);
	ui.press('enter');
	await ui.waitForScreen('rows: All of this group are settled.');
});

test('a count that goes through every conflict says at once what it does, and escape leaves it', async () => {
	const counted = Promise.withResolvers<void>();
	const world = createMemoryWorld();
	const operations = createMemoryOperations(world);
	await using ui = startConsole({world, operations: async () => ({...operations, listConflictGroups: async request => {
		await counted.promise;
		return operations.listConflictGroups(request);
	}})});
	await ui.waitForScreen('43 conflicts wait');
	ui.press('2');
	await ui.waitForScreen('Conflicts › by cause');
	await choose(ui, 'v');
	await ui.waitForScreen('◌ Counting 43 conflicts by severity, one by one… esc leaves it.');
	ui.press('escape');
	await ui.waitForScreen('Conflicts › by cause');
	counted.resolve();
	await choose(ui, 'a');
	await ui.waitForScreen(/43 +.*\(nobody\)/);
});
