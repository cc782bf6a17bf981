import {describe, expect, test} from 'vitest';
import type {Operations} from '../../../source/operations/operations.js';
import {startConsole} from '../../support/console-harness.js';
import {openCauses, openFirstCause, openFirstConflict} from '../../support/console-walks.js';
import {createMemoryOperations} from '../../support/memory-operations/memory-operations.js';

const selectedRow = (lines: readonly string[]): string => lines.find(line => line.startsWith('>')) ?? '';

describe('a person', () => {
	test('sees a frame before the database answers, and health when it does', async () => {
		const answer = Promise.withResolvers<Operations>();
		await using ui = startConsole({operations: () => answer.promise});
		await ui.waitForScreen('Connecting to the database…');
		answer.resolve(createMemoryOperations(ui.world, {}));
		await ui.waitForScreen('43 conflicts wait for a person');
	});

	test('finds a conflict by its cause, keeps the external value, and takes that back', async () => {
		await using ui = await openFirstConflict();
		ui.press('x');
		await ui.waitForScreen('✓ POAM-2026-0001: our record becomes 2026-12-15 · u undoes it');
		await ui.waitForScreen('› POAM-2026-0002');
		await ui.waitForScreen('▲ 42');
		expect(ui.world.conflicts[0]).toMatchObject({status: 'resolved', resolutionAction: 'keep_external', internalValue: '2026-12-15'});
		ui.press('u');
		await ui.waitForScreen('› POAM-2026-0001');
		await ui.waitForScreen('▲ 43');
		expect(ui.world.conflicts[0]).toMatchObject({status: 'pending', internalValue: '2026-11-01'});
	});

	test('types a value that is refused, sees why, and types a better one', async () => {
		await using ui = await openFirstCause();
		ui.press('e', 'ctrl-u');
		ui.send('bad');
		ui.press('enter');
		await ui.waitForScreen('"bad" is no date. Type it as YYYY-MM-DD.');
		ui.press('ctrl-u');
		ui.send('2027-01-15');
		ui.press('enter');
		await ui.waitForScreen('both become 2027-01-15');
		expect(ui.world.conflicts[0]?.internalValue).toBe('2027-01-15');
	});

	test('settles a whole cause after a preview, and takes all of it back', async () => {
		await using ui = await openCauses();
		ui.press('x');
		await ui.waitForScreen('keep theirs: 18 conflicts');
		await ui.waitForScreen(/POAM-2026-0001 +2026-11-01 +2026-12-15/);
		expect(ui.isInverse('>[ Cancel ]<')).toBe(true);
		await ui.waitForScreen('↵ cancel  tab choose  ↑ ↓ scroll  R make it a rule  esc close');
		ui.press('tab', 'enter');
		await ui.waitForScreen('18 conflicts kept theirs · u takes them back');
		await ui.waitForScreen('▲ 25');
		ui.press('u', 'tab', 'enter');
		await ui.waitForScreen('18 conflicts taken back');
		await ui.waitForScreen('▲ 43');
		expect(ui.world.conflicts.every(conflict => conflict.status === 'pending')).toBe(true);
	});

	test('is told when somebody else was faster, and nothing is overwritten', async () => {
		await using ui = await openFirstConflict();
		// The other person's change is not told to this console before the key is pressed.
		ui.world.conflicts = ui.world.conflicts.map(conflict => (conflict.id === 1 ? {...conflict, status: 'resolved', resolutionAction: 'keep_internal', resolvedBy: 'kim', resolvedAt: new Date(), version: 2} : conflict));
		ui.press('x');
		await ui.waitForScreen('nothing was changed. Settled by kim already.');
		await ui.waitForScreen('Settled by kim');
		expect(ui.world.conflicts[0]?.resolutionAction).toBe('keep_internal');
	});

	test('sees rows that others settle stay in place, weaker, until a refresh', async () => {
		await using ui = await openFirstCause();
		ui.press('down', 'down', 'down');
		await ui.waitForScreen(lines => selectedRow(lines).includes('POAM-2026-0004'));
		ui.world.conflicts = ui.world.conflicts.map(conflict => (conflict.id === 2 ? {...conflict, status: 'resolved', version: 2} : conflict));
		ui.world.tell('conflicts');
		await ui.waitForScreen(lines => lines.some(line => line.includes('POAM-2026-0002') && line.includes('✓ settled')));
		expect(ui.attributesOf('POAM-2026-0002').isDim).toBe(true);
		expect(selectedRow(ui.screen())).toContain('POAM-2026-0004');
		ui.press('r');
		await ui.waitForScreen(lines => !lines.some(line => line.includes('POAM-2026-0002')));
		expect(selectedRow(ui.screen())).toContain('POAM-2026-0004');
	});

	test('finds conflicts by a filter, and is told what a wrong one could be', async () => {
		await using ui = startConsole();
		await ui.waitForScreen('live');
		ui.press('2', '/');
		ui.send('entity:host');
		ui.press('enter');
		await ui.waitForScreen('"host" is no entity type');
		ui.press('ctrl-e', 'ctrl-u');
		ui.send('system:tenable fin-db');
		ui.press('enter');
		await ui.waitForScreen('1 of 6');
		expect(selectedRow(ui.screen())).toMatch(/fin-db-03\.corp.*business_ow/);
	});

	test('settles one after the other without waiting for the screen', async () => {
		await using ui = await openFirstConflict();
		await ui.waitForScreen('› POAM-2026-0001');
		for (const record of ['POAM-2026-0002', 'POAM-2026-0003', 'POAM-2026-0004']) {
			ui.press('x');
			await ui.waitForScreen(lines => lines[1]?.includes(record) ?? false);
			expect(ui.screen().join('\n')).not.toContain('Reading…');
		}
		expect(ui.world.conflicts.slice(0, 4).map(conflict => conflict.status)).toEqual(['resolved', 'resolved', 'resolved', 'pending']);
	});

	test('never settles what was not seen: a second key is refused while the first is under way', async () => {
		await using ui = await openFirstCause();
		ui.send('xx');
		await ui.waitForScreen('▲ 42');
		expect(ui.world.conflicts.filter(conflict => conflict.status !== 'pending').map(conflict => conflict.id)).toEqual([1]);
	});

	test('finds a settled conflict again and takes its verdict back', async () => {
		await using ui = await openFirstCause();
		ui.press('n');
		await ui.waitForScreen('▲ 42');
		ui.press('i');
		await ui.waitForScreen('▲ 41');
		ui.press('/', 'ctrl-u');
		ui.send('status:ignored');
		ui.press('enter');
		await ui.waitForScreen('1 of 1');
		ui.press('enter');
		await ui.waitForScreen('Settled by sam');
		ui.press('u');
		await ui.waitForScreen('waits again.');
		expect(ui.world.conflicts[0]?.status).toBe('pending');
		expect(ui.world.conflicts[1]?.status).toBe('resolved');
	});

	test('leaves a note and an assignment', async () => {
		await using ui = await openFirstConflict();
		ui.press('t');
		ui.send('asked the ISSO');
		ui.press('enter');
		await ui.waitForScreen('asked the ISSO');
		ui.press('a', 'enter');
		await ui.waitForScreen(/Assigned +sam/);
		expect(ui.world.conflicts[0]).toMatchObject({note: 'asked the ISSO', assignedTo: 'sam'});
	});
});
