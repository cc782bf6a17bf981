import {expect} from 'vitest';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {type ManyDisputes, putManyDisputes} from '../../support/many-disputes.js';
import {scenariosIn} from '../../support/scenario.js';
import {waitFor} from '../../support/wait-for.js';

const scenario = scenariosIn(createConflictWorld);

/** Five causes, and of each another number, so that their order is known. */
const causes: readonly ManyDisputes[] = [
	{count: 240, field: 'poc'},
	{count: 220, field: 'status'},
	{count: 200, field: 'cost_estimate', internal: 'n', external: 'n + 0.5'},
	{count: 180, field: 'poc', reason: 'drift'},
	{count: 160, field: 'status', reason: 'initial_mismatch'},
];

const enoughKeys = 20;

scenario('a person settles a thousand conflicts of five causes by twenty keys, each verdict seen before it is given', {
	setup: async world => {
		for (const cause of causes) await putManyDisputes(world, cause);
	},
	run: async ({screen, world}) => {
		let keys = 0;
		const press = (...pressed: readonly string[]): void => {
			keys += pressed.length;
			screen.press(...pressed);
		};
		const confirm = async (count: string): Promise<void> => {
			press(...count);
			await screen.shows(new RegExp(`Type ${count} to go on: ${count}`));
			press('enter');
			await screen.shows(`✓ ${count} conflicts`);
		};
		await screen.isAt('Health');
		press('2');
		await screen.selects('both changed');
		press('space', 'space');
		await screen.selects('cost_estimate');
		press('x');
		await screen.shows('keep theirs: 460 conflicts');
		await screen.shows(/240 Xacta Test +poam\.poc/);
		await screen.shows(/OURS THEN/);
		await confirm('460');
		await screen.selects('cost_estimate');
		press('space', 'space');
		await screen.selects('first contact');
		press('i');
		await screen.shows('keep ours: 380 conflicts');
		await confirm('380');
		await screen.selects('first contact');
		press('n');
		await screen.shows('ignore: 160 conflicts');
		await confirm('160');
		expect(keys).toBeLessThanOrEqual(enoughKeys);
		expect(await outcomes(world)).toEqual({keep_external: 460, keep_internal: 380, ignore: 160});
		screen.press('u');
		await screen.shows('Take back 160 verdicts');
		screen.press('tab');
		await screen.shows('>[ take back ]<');
		screen.press('enter');
		await waitFor('the last verdict to be taken back', async () => (await outcomes(world))['pending'] === 160);
	},
});

async function outcomes(world: ConflictWorld): Promise<Readonly<Record<string, number>>> {
	const {rows} = await world.sql.query<{outcome: string; count: number}>(`select coalesce(resolution_action, resolution_status) as outcome, count(*)::int as count from sync_conflicts group by 1`);
	return Object.fromEntries(rows.map(({outcome, count}) => [outcome, count]));
}
