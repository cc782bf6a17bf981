import {expect, test} from 'vitest';
import {startConsole} from '../../support/console-harness.js';

test('a person finds a record by a part of its key, reads why each field is as it is, and goes to its conflict', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	ui.press('g', 'r');
	await ui.waitForScreen('Records › [assets] vulnerabilities systems controls poams');
	ui.press('/');
	await ui.waitForScreen('key, name or id over there');
	ui.send('poam: 2026-0003');
	await ui.waitForScreen('poam: 2026-0003');
	ui.press('enter');
	await ui.waitForScreen(/\[poams\] › "2026-0/);
	await ui.waitForScreen(/> +POAM-2026-0003/);
	ui.press('enter');
	await ui.waitForScreen('Xacta 360 knows it as x-3');
	await ui.waitForScreen(/scheduled_completion +2026-11-01 +2026-12-15 +▲ a person decides/);
	ui.press('j');
	await ui.waitForScreen('Because both sides changed, and the strategy is manual.');
	await ui.waitForScreen('ours by app_rasdash (SQL)');
	ui.press('enter');
	ui.press('G');
	await ui.waitForScreen('→ policy: bidirectional, manual; pushing is on');
	ui.press('q', 'c');
	await ui.waitForScreen('last agreed');
});

test('tab goes through the entity types with the same text, and escape leaves the search before the screen', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	ui.press('5', '/');
	ui.send('0012');
	await ui.waitForScreen('│ 0012');
	ui.press('enter');
	await ui.waitForScreen(/\[assets\] .* › "0012"/);
	ui.press('tab');
	await ui.waitForScreen(/\[vulnerabilities\] .* › "0012"/);
	ui.press('shift-tab', 'escape');
	await ui.waitForScreen(lines => lines.some(line => line.includes('[assets]') && !line.includes('0012')));
});

test('a record of ours alone says that no system is asked about it, and cannot be synced', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	ui.press('5');
	await ui.waitForScreen(/web-9 +nothing/);
	ui.press('/');
	ui.send('web-9');
	await ui.waitForScreen('│ web-9');
	ui.press('enter');
	await ui.waitForScreen('"web-9"');
	ui.press('enter');
	await ui.waitForScreen('linked to no system');
	await ui.waitForScreen('No mapping of a linked system reads or writes');
	ui.press('s');
	await ui.waitForScreen('sync it: It is linked to no system.');
});

test('one record is synced by itself, by its id over there', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	ui.press('5');
	await ui.waitForScreen('web-1');
	ui.press('enter');
	await ui.waitForScreen('Tenable.io knows it as x-1');
	ui.press('s');
	await ui.waitForScreen(/Tenable\.io assets: \d+ read/);
	expect(ui.world.asked).toContain('runSync');
});
