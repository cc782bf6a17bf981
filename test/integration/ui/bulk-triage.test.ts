import {describe, expect, test} from 'vitest';
import type {TestConsole} from '../../support/console-harness.js';
import {openCauses} from '../../support/console-walks.js';

const settledIds = (ui: TestConsole): readonly number[] => ui.world.conflicts.filter(conflict => conflict.status !== 'pending').map(conflict => conflict.id);

describe('a person settles many at once:', () => {
	test('what a predicate finds, all of it marked, one taken out', async () => {
		await using ui = await openCauses();
		ui.press('/');
		ui.send('field:poc or (field:status ours:completed)');
		ui.press('enter');
		await ui.waitForScreen('1 of 11');
		ui.press('/', 'ctrl-u');
		ui.send('field:poc or (field:status ours:Completed)');
		ui.press('enter');
		await ui.waitForScreen('1 of 18');
		ui.press('ctrl-a', 'space');
		await ui.waitForScreen('all marked but 1');
		ui.press('i');
		await ui.waitForScreen('keep ours: 17 conflicts');
		await ui.waitForScreen(/11 Xacta 360 +poam\.poc|10 Xacta 360 +poam\.poc/);
		ui.press('tab', 'enter');
		await ui.waitForScreen('17 conflicts kept ours · u takes them back');
		expect(settledIds(ui)).toHaveLength(17);
	});

	test('causes that are marked, in one question', async () => {
		await using ui = await openCauses();
		ui.press('space', 'space', 'x');
		await ui.waitForScreen('keep theirs: 29 conflicts');
		ui.press('tab', 'enter');
		await ui.waitForScreen('29 conflicts kept theirs');
		await ui.waitForScreen(lines => lines.some(line => line.startsWith('>') && line.includes(' status ')));
	});

	test('and stops half-way: what is done and what is not is exact, and is taken back as a whole', async () => {
		await using ui = await openCauses();
		const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		let page = 0;
		ui.world.betweenPages = async () => gates[page++]?.promise;
		ui.press('x');
		await ui.waitForScreen('keep theirs: 18 conflicts');
		ui.press('tab', 'enter');
		await ui.waitForScreen('5 of 18');
		gates[0]?.resolve();
		await ui.waitForScreen(() => settledIds(ui).length === 10);
		ui.press('escape');
		await ui.waitForScreen('stopping…');
		gates[1]?.resolve();
		await ui.waitForScreen('10 conflicts kept theirs · 8 not touched');
		expect(settledIds(ui)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		ui.press('u', 'tab', 'enter');
		await ui.waitForScreen('10 conflicts taken back');
		expect(settledIds(ui)).toEqual([]);
	});

	test('is told why some stay, and that what is refused for all cannot be confirmed', async () => {
		await using ui = await openCauses();
		ui.press('ctrl-a', 'x');
		await ui.waitForScreen('keep theirs: 43 conflicts');
		await ui.waitForScreen('▲ 1 would stay: Parley deletes no record of ours.');
		ui.press('escape');
		await ui.waitForScreen('by cause › 5 marked');
		ui.press('escape');
		await ui.waitForScreen(lines => !lines.some(line => line.includes('✓') || line.includes('5 marked')));
		ui.press('G', 'x');
		await ui.waitForScreen('>[ Close ]<');
		ui.press('enter');
		await ui.waitForScreen('by cause');
		expect(settledIds(ui)).toEqual([]);
	});
});

describe('a rule', () => {
	test('is tried first, then put in force by an admin, and taken back with its verdicts', async () => {
		await using ui = await openCauses({role: 'admin'});
		ui.press('R');
		await ui.waitForScreen('What is to be the rule for poam.scheduled_completion?');
		ui.press('x');
		await ui.waitForScreen('Make it a rule: keep theirs');
		await ui.waitForScreen('18 settled at once: keep theirs');
		await ui.waitForScreen('1 come to something else');
		await ui.waitForScreen('Afterwards u takes rule and verdicts back.');
		ui.press('tab', 'enter');
		await ui.waitForScreen('The rule is in force (version 4) · 18 conflicts settled by it · u takes both');
		ui.press('u');
		await ui.waitForScreen('Take back the rule for scheduled_completion and 18 verdicts');
		ui.press('tab', 'enter');
		await ui.waitForScreen('18 conflicts taken back, and the rule with them');
		expect(ui.world.asked).toContain('setPolicy');
		expect(settledIds(ui)).toEqual([]);
	});

	test('is only shown to an operator', async () => {
		await using ui = await openCauses();
		ui.press('R', 'i');
		await ui.waitForScreen('An admin puts it in force');
		ui.press('tab', 'enter');
		await ui.waitForScreen('by cause');
		expect(ui.world.asked).not.toContain('applyRule');
	});
});

describe('a question over a whole record', () => {
	test('is ended by the key that says what happens', async () => {
		await using ui = await openCauses();
		ui.press('G', 'enter');
		await ui.waitForScreen('SYS-EDB-0001');
		ui.press('enter');
		await ui.waitForScreen('b  unlink       our record stays, and is linked to Xacta 360 no more');
		ui.press('d');
		await ui.waitForScreen('mark gone: The policy does not say what becomes of a record that is gone.');
		ui.press('b');
		await ui.waitForScreen('This is not taken back.');
		ui.press('tab');
		await ui.waitForScreen('>[ unlink ]<');
		ui.press('enter');
		await ui.waitForScreen('▲ 42');
		expect(ui.world.conflicts.find(conflict => conflict.entityId === 'SYS-EDB-0001')?.resolutionAction).toBe('unlink');
	});

	test('is ended for all that are marked', async () => {
		await using ui = await openCauses();
		ui.press('G', 'enter');
		await ui.waitForScreen('SYS-EDB-0001');
		ui.press('ctrl-a', 'b');
		await ui.waitForScreen('unlink: 1 conflict');
		await ui.waitForScreen('is not taken back');
		ui.press('tab', 'enter');
		await ui.waitForScreen('1 conflict unlinked');
		expect(settledIds(ui)).toHaveLength(1);
	});
});

describe('on a wide terminal', () => {
	test('the row under the cursor is told beside the list, and follows it', async () => {
		await using ui = await openCauses({columns: 160, rows: 40});
		ui.press('enter');
		await ui.waitForScreen('POAM-2026-0001');
		await ui.waitForScreen(/│ POAM-2026-0001 .*RHEL/);
		await ui.waitForScreen(/x {2}keep theirs {2}our record becomes 2026-12-15/);
		ui.press('j', 'j', 'j');
		await ui.waitForScreen(/│ POAM-2026-0004 .*RHEL/);
		await ui.waitForScreen('Why here');
		ui.press('x');
		await ui.waitForScreen(/│ POAM-2026-0005 .*RHEL/);
		expect(settledIds(ui)).toEqual([4]);
		ui.resize({columns: 100, rows: 30});
		await ui.waitForScreen(lines => lines.some(line => line.startsWith('>  POAM-2026-0005')) && !lines.some(line => line.includes('│')));
	});
});
