import {expect} from 'vitest';
import {createConflictWorld, type ConflictWorld, type FieldState} from '../../support/conflict-world.js';
import {scenariosIn} from '../../support/scenario.js';
import {waitFor} from '../../support/wait-for.js';

const scenario = scenariosIn(createConflictWorld);

scenario('a person keeps the external value by the keys that the footer shows, and takes it back', {
	setup: world => world.dispute({field: 'poc', base: 'ann', internal: 'bo', external: 'cy'}),
	run: async ({screen, program, world}) => {
		await screen.isAt('Health');
		screen.press('2');
		await screen.selects('poc');
		await screen.choose('rows');
		await screen.selects('POAM-1');
		await screen.choose('open');
		await screen.shows('last agreed  ann');
		await screen.choose('keep theirs');
		await hasState(world, 1, {internal: 'cy', base: 'cy', conflictStatus: 'resolved'});
		await screen.shows('u undoes it');
		screen.press('u');
		await hasState(world, 1, {internal: 'bo', base: 'ann', conflictStatus: 'pending'});
		await screen.selects('poc');
		screen.press('q');
		expect(await program.exit).toEqual({exitCode: 0, signal: undefined});
		expect(program.isAlternateScreen()).toBe(false);
	},
});

scenario('a viewer sees everything and is told why nothing can be decided', {
	role: 'viewer',
	setup: world => world.dispute({field: 'poc', base: 'ann', internal: 'bo', external: 'cy'}),
	run: async ({screen, world}) => {
		await screen.isAt('Health');
		screen.press('2');
		await screen.selects('poc');
		screen.press('enter');
		await screen.selects('POAM-1');
		screen.press('x');
		await screen.shows('is a viewer');
		expect(await world.stateOf(1)).toMatchObject({internal: 'bo', conflictStatus: 'pending'});
	},
});

scenario('a person unlinks a record that is gone over there, and then all the others at once', {
	setup: async world => {
		for (let record = 0; record < 4; record++) await world.dispute({internal: 'bo', conflictType: 'missing_record', reason: 'vanished'});
	},
	run: async ({screen, world}) => {
		const links = async () => (await world.sql.query('select from sync_links')).rowCount;
		await screen.isAt('Health');
		screen.press('2');
		await screen.selects('(record)');
		await screen.choose('rows');
		await screen.selects('POAM-1');
		await screen.choose('open');
		await screen.shows(/b {2}unlink +our record stays, and is linked to Xacta Test no more/);
		await screen.choose('unlink');
		await screen.shows('This is not taken back.');
		screen.press('tab');
		await screen.shows('>[ unlink ]<');
		screen.press('enter');
		await screen.isAt('POAM-2');
		expect(await links()).toBe(3);
		screen.press('escape');
		await screen.selects('POAM-2');
		screen.press('ctrl-a');
		await screen.isAt('all marked');
		screen.press('b');
		await screen.shows('unlink: 3 conflicts');
		await screen.shows('is not taken back');
		screen.press('tab');
		await screen.shows('>[ unlink 3 ]<');
		screen.press('enter');
		await screen.shows('✓ 3 conflicts unlinked');
		expect(await links()).toBe(0);
	},
});

/** Waits until a field has this state in the database: a key press is not the end of what it asks for. */
async function hasState(world: ConflictWorld, conflictId: number, expected: Partial<FieldState>): Promise<void> {
	await waitFor(`conflict ${conflictId} to become ${JSON.stringify(expected)}`, async () => {
		const state = await world.stateOf(conflictId);
		return Object.entries(expected).every(([name, value]) => Object.entries(state).some(([found, actual]) => found === name && actual === value));
	}, {describe: async () => JSON.stringify(await world.stateOf(conflictId))});
}
