import {userInfo} from 'node:os';
import {expect} from 'vitest';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {scenariosIn} from '../../support/scenario.js';

const scenario = scenariosIn(createConflictWorld);

const isHeld = async ({database}: ConflictWorld): Promise<boolean> => (await database.stores.pushHolds.findOpen()) !== undefined;

/** As a full pass that ended now would leave it. */
const readInFull = (world: ConflictWorld) => world.sql.query(`
	insert into sync_checkpoints (external_system_id, entity_type, direction, last_full_at, last_completed_at)
	select external_system_id, entity_type, 'inbound', clock_timestamp(), clock_timestamp() from sync_policies`);

scenario('after a restore, an admin lets changes leave again from the console: by a typed word, and not before everything was read in full', {
	role: 'admin', columns: 120, rows: 30,
	setup: async world => {
		await world.setPolicy({push: true});
		await world.database.stores.pushHolds.open({noticedBy: 'jump-01', evidence: 'It does not know what this host saw at noon.'});
	},
	run: async ({screen, world}) => {
		const release = async (): Promise<void> => {
			screen.press('P');
			await screen.shows('Type release to go on');
			screen.type('release');
			await screen.shows('>[ release ]<');
			screen.press('enter');
			await screen.lacks('Type release to go on');
		};
		await screen.isAt('Health');
		await screen.shows(/✖ Nothing is sent: the database was restored, as jump-01 noticed/);
		screen.press('P');
		await screen.shows('Type release to go on');
		screen.press('enter');
		await screen.lacks('Type release to go on');
		await release();
		await screen.shows(/Not everything was read anew.*Xacta Test poams/s);
		expect(await isHeld(world)).toBe(true);
		await readInFull(world);
		await release();
		await screen.shows('Changes may leave again: the hold was released.');
		await screen.lacks('Nothing is sent');
		expect(await isHeld(world)).toBe(false);
		expect((await world.operationsOf().listAudit({}, undefined, 10)).rows.filter(({action}) => action === 'push.release')).toMatchObject([{actor: userInfo().username, detail: {noticedBy: 'jump-01', unread: []}}]);
	},
});
