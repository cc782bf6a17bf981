import {expect, test} from 'vitest';
import {startConsole} from '../../support/console-harness.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';
import {waitFor} from '../../support/wait-for.js';

const pushHold = {noticedAt: new Date(), noticedBy: 'jump-01', evidence: 'It does not know a mark.'};

test('that nothing is sent any more comes to whatever screen is in front, stays in its top line, and Health says what to do', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('43 conflicts wait');
	ui.press('3');
	await ui.waitForScreen('── Operations');
	ui.world.health = {pushHold};
	ui.world.tell('systems');
	await ui.waitForScreen(/^ test .*✖ nothing is sent/m);
	await ui.waitForScreen('1 says what to do.');
	ui.press('1');
	await ui.waitForScreen(lines => !lines.some(line => line.includes('1 says what to do.')));
	await ui.waitForScreen(/^ ✖ Nothing is sent: the database was restored, as jump-01 noticed .*^ {3}Next: .*parley db release/ms);
	ui.world.health = {};
	ui.world.tell('systems');
	await ui.waitForScreen('Changes may leave again: the hold was released.');
	await ui.waitForScreen(lines => !lines.some(line => /nothing is sent/i.test(line)));
});

test('a screen reader says it once, when it happens', async () => {
	await using ui = startConsole({isSpoken: true});
	let said = '';
	const hear = (expected: RegExp) => waitFor(`somebody to hear ${expected}`, () => {
		said += ui.takeOutput().text;
		return expected.test(said);
	}, {describe: () => said});
	await hear(/conflicts? waits? for a person/);
	ui.press('3');
	await hear(/Operations/);
	ui.world.health = {pushHold};
	ui.world.tell('systems');
	await hear(/Nothing is sent any more: the database was restored/);
	expect(said.match(/Nothing is sent/g)).toHaveLength(1);
	ui.press('1');
	await hear(/failing: Nothing is sent: the database was restored, as jump-01 noticed[^]*parley db release/);
});

test('an admin ends the hold from Health, and has to type it with the focus on Cancel', async () => {
	const world = createMemoryWorld();
	world.health = {pushHold};
	await using ui = startConsole({world, role: 'admin'});
	await ui.waitForScreen('or P here');
	ui.press('P');
	await ui.waitForScreen('Type release to go on');
	ui.press('enter');
	await ui.waitForScreen(lines => !lines.some(line => line.includes('Type release')));
	expect(world.asked).not.toContain('releasePushing');
	ui.press('P');
	await ui.waitForScreen('Type release to go on');
	ui.send('release');
	await ui.waitForScreen('>[ release ]<');
	ui.press('enter');
	await ui.waitForScreen('Changes may leave again: the hold was released.');
	expect(world.asked.filter(name => name === 'releasePushing')).toHaveLength(1);
	ui.press('P');
	await ui.waitForScreen('Pushing is not held.');
});

test('the palette ends the hold on any screen', async () => {
	const world = createMemoryWorld();
	world.health = {pushHold};
	await using ui = startConsole({world, role: 'admin'});
	await ui.waitForScreen('or P here');
	ui.press('4', ':');
	ui.send('release');
	await ui.waitForScreen('release hold');
	ui.press('enter');
	await ui.waitForScreen('Type release to go on');
});

test.each([{role: 'operator', isReadOnly: false, why: 'an admin has to do it'}, {role: 'admin', isReadOnly: true, why: 'This console is read-only.'}] as const)('P ends no hold for $role where $why', async ({role, isReadOnly, why}) => {
	const world = createMemoryWorld();
	world.health = {pushHold};
	await using ui = startConsole({world, role, isReadOnly});
	await ui.waitForScreen('or P here');
	ui.press('P');
	await ui.waitForScreen(why);
	expect(world.asked).not.toContain('releasePushing');
});

test('who turns sending on while it is held is told that nothing leaves yet', async () => {
	const world = createMemoryWorld();
	world.health = {pushHold};
	await using ui = startConsole({world, role: 'admin'});
	await ui.waitForScreen(/^ ✖ Nothing is sent: /m);
	ui.press('g', 'p');
	await ui.waitForScreen(/Xacta 360 +poams +both ways/);
	ui.press('G', 'enter');
	await ui.waitForScreen('pushing is held · 1 of');
	ui.press('P', 'tab', 'enter');
	await ui.waitForScreen('pushing is off · 1 of');
	ui.press('P');
	await ui.waitForScreen('Not yet: nothing is sent');
	ui.press('tab', 'enter');
	await ui.waitForScreen('pushing is held · 1 of');
});
