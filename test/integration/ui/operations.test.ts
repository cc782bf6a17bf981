import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import type {Operation} from '../../../source/core/operation.js';
import {startConsole} from '../../support/console-harness.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';
import {sampleRejected} from '../../support/memory-operations/memory-rejected.js';
import {waitFor} from '../../support/wait-for.js';

const rejectedWorld = () => {
	const world = createMemoryWorld();
	world.conflicts = [...world.conflicts, ...sampleRejected(world.now())];
	return world;
};

test('from a run a person goes to the records that could not be taken, replays one, and puts another aside with the reason', async () => {
	await using ui = startConsole({world: rejectedWorld()});
	await ui.waitForScreen('live');
	ui.press('3');
	await ui.waitForScreen('STARTED (UTC)');
	ui.press('j', 'e');
	await ui.waitForScreen('Rejected records › Xacta 360');
	await ui.waitForScreen(/x-901 .*scheduled_completion: "soon 1" is no date\./);
	ui.press('enter');
	await ui.waitForScreen('transform, scheduled_completion (they call it due)');
	ui.press('q', 'a');
	await ui.waitForScreen('x-901: 1 read: 1 created');
	ui.press('j', 'd', 'enter');
	await ui.waitForScreen('A reason is needed');
	ui.send('a test record');
	ui.press('enter');
	await ui.waitForScreen('x-902: put aside');
	expect(ui.world.conflicts.find(({id}) => id === 9002)).toMatchObject({status: 'ignored', note: 'a test record'});
	ui.press('a');
	await ui.waitForScreen('replay: It does not wait any more.');
	ui.press('A', 'tab', 'enter');
	await ui.waitForScreen('rejected records: 1 read: 1 created');
});

test('a failed run is run again in its scope, and what was interrupted goes on', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	ui.press('3');
	await ui.waitForScreen('✖ failed');
	ui.press('C');
	await ui.waitForScreen('go on: It was not interrupted.');
	ui.press('down', 'down', 'down', 'C');
	await ui.waitForScreen('Tenable.io: 20 read: 20 unchanged');
	ui.press('R');
	await waitFor('both to be asked for', () => ui.world.asked.includes('runSync'));
	expect(ui.world.asked.filter(name => name === 'resumeSync' || name === 'runSync')).toEqual(['resumeSync', 'runSync']);
	await ui.waitForScreen(/Tenable\.io: \d+ read/);
});

test('a call goes to the person\'s pager, which has the terminal meanwhile and gives it back as it was', async () => {
	let shown = '';
	await using ui = startConsole({programs: {editor: 'ed', pager: 'less -S', run: async (command, file) => {
		shown = `${command}\n${await readFile(file, 'utf8')}`;
		await ui.waitForScreen(() => !ui.isAlternateScreen());
		return 0;
	}}});
	await ui.waitForScreen('live');
	ui.press('4');
	await ui.waitForScreen('METHOD CALL');
	ui.press('enter');
	await ui.waitForScreen('REQUEST HEADERS');
	const before = ui.screen().slice(1, -2);
	ui.press('v');
	await ui.waitForScreen(() => shown !== '' && ui.isAlternateScreen());
	await ui.waitForScreen('REQUEST HEADERS');
	expect(ui.screen().slice(1, -2)).toEqual(before);
	expect(shown).toMatch(/^less -S\nCall \d+/);
	expect(shown).toContain('"x-apikeys": "***"');
	ui.press('q', 'k');
	await ui.waitForScreen('METHOD CALL');
});

test('a pager that there is not is told with what to set', async () => {
	await using ui = startConsole({programs: {editor: 'ed', pager: 'nosuchpager', run: () => Promise.resolve(127)}});
	await ui.waitForScreen('live');
	ui.press('4');
	await ui.waitForScreen('GET');
	ui.press('enter', 'v');
	await ui.waitForScreen('There is no program "nosuchpager". Set PAGER');
});

test('a run of another process is stopped by key, and seen to stop; where its process is gone, it is ended and can be gone on with', async () => {
	await using ui = startConsole();
	await ui.waitForScreen('live');
	ui.press('3');
	await ui.waitForScreen('STARTED (UTC)');
	ui.press('x');
	await ui.waitForScreen('stop: It does not run any more.');
	const [first] = ui.world.operations;
	const put = (part: Partial<Operation>): void => {
		ui.world.operations = ui.world.operations.map(one => (one.id === first?.id ? {...one, ...part} : one));
		ui.world.tell('operations');
	};
	put({status: 'running', completedAt: undefined, startedBy: 'kim'});
	await ui.waitForScreen('◆ running');
	ui.press('x');
	await ui.waitForScreen('kim started it; it stops after the page in hand');
	ui.press('enter');
	await ui.waitForScreen('STARTED (UTC)');
	expect(ui.world.asked).not.toContain('cancelOperation');
	ui.press('x', 'tab', 'enter');
	await ui.waitForScreen('it stops after the page in hand');
	await ui.waitForScreen('◆ cancelling…');
	ui.press('x');
	await ui.waitForScreen('stop: sam has asked it to stop already.');
	put({status: 'cancelled', completedAt: ui.world.now()});
	await ui.waitForScreen('◌ cancelled');

	put({status: 'running', cancelledBy: undefined, completedAt: undefined});
	await ui.waitForScreen('◆ running');
	ui.world.deadRuns.add(first?.id ?? '');
	ui.press('x', 'tab', 'enter');
	await ui.waitForScreen('its process was gone, so it is ended; C goes on');
	ui.press('C');
	await waitFor('the run to be gone on with', () => ui.world.asked.includes('resumeSync'));
	await ui.waitForScreen(/\d+ read/);
});

test.each([['3', 'STARTED (UTC)'], ['4', 'METHOD CALL'], ['7', 'BY']])('the last key of view %s goes to the oldest row of all, and back up from there', async (view, heading) => {
	const world = createMemoryWorld();
	const [run] = world.operations;
	const [call] = world.calls;
	const [event] = world.events;
	if (run === undefined || call === undefined || event === undefined) throw new Error('The world is empty.');
	const count = 700;
	world.operations = Array.from({length: count}, (_, index) => ({...run, id: `${String(count - index).padStart(8, '0')}-0000-4000-8000-000000000000`, parentId: undefined, systemName: `S${count - index}`}));
	world.calls = Array.from({length: count}, (_, index) => ({...call, id: count - index, endpoint: `/S${count - index}`}));
	world.events = Array.from({length: count}, (_, index) => ({...event, sequence: count - index, actor: `S${count - index}`}));
	await using ui = startConsole({world});
	await ui.waitForScreen('live');
	ui.press(view);
	await ui.waitForScreen(heading);
	await ui.waitForScreen(/^>.*S700\b/m);
	ui.press('G');
	await ui.waitForScreen(/^>.*S1\b/m);
	ui.press('k', 'k');
	await ui.waitForScreen(/^>.*S3\b/m);
	await ui.waitForScreen('2 before the end');
	ui.press('g', 'g');
	await ui.waitForScreen(/^>.*S700\b/m);
});
