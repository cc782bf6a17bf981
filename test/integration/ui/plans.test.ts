import {expect, test} from 'vitest';
import {startConsole} from '../../support/console-harness.js';

test('a person plans a sync, reads what it would do record by record, types the count, and applies it', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	const planned = Promise.withResolvers<void>();
	ui.world.planned = planned.promise;
	ui.press('p');
	await ui.waitForScreen('Tenable.io assets: planning');
	ui.press('p');
	await ui.waitForScreen('plan: Tenable.io assets: a sync is running already.');
	planned.resolve();
	await ui.waitForScreen('Plan › ');
	await ui.waitForScreen('230 records touched · 4 conflicts opened · 3 fields owed');
	await ui.waitForScreen('62 read: 4 conflicting, 1 rejected, 2 created, 12 updated, 43 unchanged');
	await ui.waitForScreen(/~ update +POAM-2026-0002 .*poc: Lee Ortiz → Dana Whitfield/);
	ui.press('tab');
	await ui.waitForScreen('only created');
	await ui.waitForScreen(/^> +\+ create/m);
	ui.press('enter');
	await ui.waitForScreen('- (nothing)');
	ui.press('q', 'A');
	await ui.waitForScreen('to 230 records');
	await ui.waitForScreen('Type 230 to go on:');
	ui.press('tab', 'enter');
	expect(ui.world.plans[0]?.appliedAt).toBeUndefined();
	ui.send('230');
	await ui.waitForScreen('>[ apply to 230 ]<');
	ui.press('enter');
	await ui.waitForScreen(/Plan \w+ is applied: 62 read/);
	await ui.waitForScreen('● applied by sam');
	ui.press('A');
	await ui.waitForScreen('apply: It was applied by sam already.');
	ui.press('3', 'P');
	await ui.waitForScreen('● by sam');
});

test('a guard is told before it is cleared, and a plan that the world has left behind is refused', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	ui.world.planGuards = ['40 % of the records vanished.'];
	ui.world.isPlanStale = true;
	ui.press('p');
	await ui.waitForScreen('A guard would stop it: 40 % of the records vanished.');
	ui.press('A');
	await ui.waitForScreen('A guard would stop such a run; applying the plan clears it:');
	ui.send('230');
	ui.press('enter');
	await ui.waitForScreen(/both sides\s+moved on\. Nothing was written\./);
	expect(ui.world.plans[0]?.appliedAt).toBeUndefined();
});

test('who went elsewhere meanwhile is told, and not taken away from there', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	const planned = Promise.withResolvers<void>();
	ui.world.planned = planned.promise;
	ui.press('p', '4');
	await ui.waitForScreen('API calls');
	planned.resolve();
	await ui.waitForScreen('touches 230 records; nothing is done yet');
	await ui.waitForScreen('API calls');
});
