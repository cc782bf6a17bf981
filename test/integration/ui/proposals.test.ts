import {expect, test} from 'vitest';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';
import {startConsole, type TestConsole} from '../../support/console-harness.js';

async function openProposals(options: Parameters<typeof startConsole>[0] = {}): Promise<TestConsole> {
	const ui = startConsole(options);
	await ui.waitForScreen('live');
	ui.press('5');
	await ui.waitForScreen('Records ›');
	ui.press('P');
	await ui.waitForScreen('Records › poams › proposed');
	await ui.waitForScreen(/>.*missing.*critical +Apache Log4j/);
	return ui;
}

test('a person sees which POA&Ms are missing and why, previews one, and makes it after it was asked', async () => {
	await using ui = await openProposals();
	await ui.waitForScreen('What is made waits here: pushing of POA&Ms is off.');
	await ui.waitForScreen(/Evidence: 3 hosts, first found \d{4}-\d\d-\d\d\. Apache Log4j/);
	await ui.waitForScreen(/to close.*POAM-2026-0007/);
	ui.press('enter');
	await ui.waitForScreen('OUR RECORD');
	ui.press('G');
	await ui.waitForScreen(/THE OTHER SIDE GETS[\s\S]*control_id: SI-2/);
	ui.press('q', 'c');
	await ui.waitForScreen('Make 1 POA&M for Xacta 360?');
	await ui.waitForScreen('SYS-1: Apache Log4j remote code execution · 3 hosts · due 2026-12-21');
	ui.press('enter');
	await ui.waitForScreen('c make it…');
	expect(ui.world.asked).not.toContain('createPoams');
	ui.press('c', 'tab', 'enter');
	await ui.waitForScreen('1 POA&M was made · they wait here until pushing is on');
	await ui.waitForScreen(/>.*missing.*TLS 1\.0/);
	expect(ui.world.proposals.map(({pluginId}) => pluginId)).toEqual(['104743', '51192']);
});

test('all that can be made are made at once; what cannot be says why', async () => {
	await using ui = await openProposals({columns: 120, rows: 30});
	ui.press('down', 'down', 'c');
	await ui.waitForScreen('make it…: It cannot be made so: No control of this system takes it.');
	ui.press('down', 'c');
	await ui.waitForScreen('make it…: It is there already, and done with');
	ui.press('A');
	await ui.waitForScreen('Make 2 POA&Ms for Xacta 360?');
	ui.press('tab', 'enter');
	await ui.waitForScreen('2 POA&Ms were made');
	ui.press('A');
	await ui.waitForScreen('make all…: None is proposed that can be made.');
	ui.press('escape', 'escape');
	await ui.waitForScreen(/\[assets\]/);
});

test('all of a list that has changed meanwhile is refused, and nothing is made', async () => {
	await using ui = await openProposals();
	ui.press('A');
	await ui.waitForScreen('Make 2 POA&Ms');
	ui.world.proposals = ui.world.proposals.slice(1);
	ui.press('tab', 'enter');
	await ui.waitForScreen('What is proposed is not what was shown; nothing was made.');
	expect(ui.world.proposals).toHaveLength(2);
});

test('who may only look, makes none', async () => {
	await using ui = await openProposals({role: 'viewer'});
	ui.press('c');
	await ui.waitForScreen('make it…: sam is a viewer');
});

test('of more than a hundred the count is typed', async () => {
	const world = createMemoryWorld();
	const [first] = world.proposals;
	if (first === undefined) throw new Error('Nothing is proposed.');
	world.proposals = Array.from({length: 101}, (_, index) => ({...first, key: `SYS-1:${index}`}));
	await using ui = await openProposals({world});
	ui.press('A');
	await ui.waitForScreen('Type 101 to go on:');
	ui.press('tab', 'enter');
	expect(ui.world.asked).not.toContain('createPoams');
	ui.press('1', '0', '1', 'enter');
	await ui.waitForScreen('101 POA&Ms were made');
});

test('while pushing is held, what is made is said to wait, before and after', async () => {
	const world = createMemoryWorld();
	world.health = {pushHold: {noticedAt: new Date(), noticedBy: 'jump-01', evidence: 'It does not know a mark.'}};
	await using ui = await openProposals({world});
	await ui.waitForScreen('What is made waits here: pushing is held (see Health, 1).');
	ui.press('c');
	await ui.waitForScreen('waits here: pushing is held.');
	ui.press('tab', 'enter');
	await ui.waitForScreen('1 POA&M was made · they wait here while pushing is held');
});
