import {expect, test} from 'vitest';
import {AppError} from '../../../source/errors/app-error.js';
import {startConsole} from '../../support/console-harness.js';
import {createMemoryOperations} from '../../support/memory-operations/memory-operations.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';

const unreachable = new AppError({
	code: 'DATABASE_UNREACHABLE', message: 'PostgreSQL at db-01.example:5432 refused the connection.', nextStep: 'Check that it runs and that DATABASE_URL names it.', isRetryable: true,
});

test('a database that cannot be reached is told over the whole width, and reached by r once it is there', async () => {
	const world = createMemoryWorld();
	let isThere = false;
	await using ui = startConsole({world, operations: async () => {
		if (!isThere) throw unreachable;
		return createMemoryOperations(world);
	}});
	await ui.waitForScreen('✖ PostgreSQL at db-01.example:5432 refused the connection.');
	await ui.waitForScreen('Next: Check that it runs and that DATABASE_URL names it.');
	await ui.waitForScreen(/Trying again in \d s · r tries now · q quits · DATABASE_UNREACHABLE/);
	await ui.waitForScreen('✖ no database');
	isThere = true;
	ui.press('r');
	await ui.waitForScreen('43 conflicts wait for a person');
});

test('what was read stays on the screen when a question fails, with what failed and what to do', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('43 conflicts wait');
	ui.world.failure = unreachable;
	ui.world.tell('conflicts');
	await ui.waitForScreen('PostgreSQL at db-01.example:5432 refused the connection.');
	await ui.waitForScreen('43 conflicts wait');
	ui.world.failure = undefined;
	ui.press('r');
	await ui.waitForScreen(lines => !lines.some(line => line.includes('refused the connection')));
});

test('a lost connection shows how old the screen is, and all is read again when it is back', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('43 conflicts wait');
	ui.world.setConnection('lost');
	await ui.waitForScreen(/✖ stale \d+s, reconnecting/);
	await ui.waitForScreen(/^── ✖ No database since \d\d:\d\d:\d\d UTC: it is tried again\. See "parley db status"\./m);
	ui.world.conflicts = ui.world.conflicts.slice(1);
	ui.world.setConnection('live');
	await ui.waitForScreen('The database is back; everything was read again.');
	await ui.waitForScreen('42 conflicts wait');
});

test('a change elsewhere is on the screen without a key', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('43 conflicts wait');
	ui.world.conflicts = ui.world.conflicts.slice(3);
	ui.world.tell('conflicts');
	await ui.waitForScreen('40 conflicts wait');
});

test('a storm of changes is asked about a few times, not each time', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('43 conflicts wait');
	ui.world.asked.length = 0;
	for (let count = 0; count < 500; count++) ui.world.tell('conflicts');
	ui.world.conflicts = ui.world.conflicts.slice(5);
	ui.world.tell('conflicts');
	await ui.waitForScreen('38 conflicts wait');
	expect(ui.world.asked.filter(name => name === 'getHealth').length).toBeLessThanOrEqual(3);
});
