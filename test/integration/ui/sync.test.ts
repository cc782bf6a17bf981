import {expect, test} from 'vitest';
import {countsOf} from '../../support/memory-operations/sample-activity.js';
import {startConsole, type TestConsole} from '../../support/console-harness.js';

/** Syncs of this console go on only when the test says so. */
function holdSync(ui: TestConsole): () => void {
	const gate = Promise.withResolvers<void>();
	ui.world.syncPages = async function* () {
		yield {counts: countsOf({unchanged: 40}), progress: {done: 40, total: 100, unit: 'records'}};
		await gate.promise;
		yield {counts: countsOf({unchanged: 95, updated: 5}), progress: {done: 100, total: 100, unit: 'records'}};
	};
	return gate.resolve;
}

test('a person starts a sync by key, watches it, and is told how it ended', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	const goOn = holdSync(ui);
	ui.press('s');
	await ui.waitForScreen('Tenable.io assets: sync started');
	await ui.waitForScreen(/assets +▕.*40%.*◆ running/);
	ui.press('s');
	await ui.waitForScreen('sync: Tenable.io assets: a sync is running already.');
	goOn();
	await ui.waitForScreen('Tenable.io assets: 100 read: 5 updated, 95 unchanged');
	await ui.waitForScreen(/assets +.*▲ waits/);
});

test('the run is there to drill down to, with counts that add up', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	ui.press('3');
	await ui.waitForScreen('STARTED (UTC)');
	ui.press('enter');
	await ui.waitForScreen('│ read │ unchanged │ created │ updated │ conflicting │ rejected │ filtered │');
	await ui.waitForScreen('60 read = 43 + 0 + 12 + 4 + 1 + 0  ● every record is accounted for');
	await ui.waitForScreen(/Tenable.io +assets/);
	ui.press('down', 'enter');
	await ui.waitForScreen('· vulnerabilities ·');
	ui.press('c');
	await ui.waitForScreen('API calls › run');
});

test('a failed run tells why in full', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	ui.press('3');
	await ui.waitForScreen('✖ failed');
	ui.press('down', 'down', 'down', 'enter');
	await ui.waitForScreen('✖ Tenable.io refused the login (401)');
	ui.press('p');
	await ui.waitForScreen(/The stored keys were revoked or have\s+expired\./);
});

test('quitting while it runs is asked about; saying so stops it and leaves', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	const goOn = holdSync(ui);
	ui.press('s');
	await ui.waitForScreen('40%');
	ui.press('q');
	await ui.waitForScreen('Quit while work is running?');
	ui.press('enter');
	await ui.waitForScreen(lines => !lines.some(line => line.includes('Quit while work is running?')));
	ui.press('q', 'tab', 'enter');
	await ui.waitForScreen('Stopping after the page in hand…');
	goOn();
	expect(await ui.exit).toBe(0);
	expect(ui.world.operations[0]?.status).toBe('cancelled');
});
