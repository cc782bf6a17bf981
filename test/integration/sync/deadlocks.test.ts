import pg from 'pg';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {openDatabase} from '../../../source/database/open-database.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {waitFor} from '../../support/wait-for.js';

let world: SyncedWorld;
let other: pg.Client;
let third: pg.Client;
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1});
	await world.sync('system');
	await world.sync('poam');
	[other, third] = [new pg.Client({connectionString: world.url, application_name: 'other'}), new pg.Client({connectionString: world.url})];
	await Promise.all([other.connect(), third.connect()]);
	// Of two in a deadlock the server ends the one that looks first: never this one.
	await other.query(`set deadlock_timeout = '1h'`);
});
afterAll(async () => {
	await Promise.all([other.end(), third.end()]);
	await world[Symbol.asyncDispose]();
});

const isWaiting = async (application: string) => (await world.otherProgram(
	`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = $1`, [application])).length > 0;
const touch = (client: pg.Client, id = '') => client.query('update ingestion_poams set resources = resources where poam_id = $1', [id]);

/**
 * Another program takes the rows in the opposite order: it waits for the first, and the run, which has that, for the last. A
 * third one keeps the run between the two until the other waits, so that it is the run that closes the circle, and looks.
 */
async function cross<T>(ids: readonly string[], work: () => Promise<T>): Promise<T> {
	await Promise.all([other.query('begin'), third.query('begin')]);
	await touch(other, ids.at(-1));
	await touch(third, ids[1]);
	const result = work();
	await waitFor('the run to wait for the third program', () => isWaiting('syncing'));
	const touched = touch(other, ids[0]);
	await waitFor('the other program to wait for the run', () => isWaiting('other'));
	await third.query('commit');
	await touched;
	await other.query('commit');
	return result;
}

test('a page that loses against another program’s locks is written again, whole and once', async () => {
	await world.otherProgram(`do $$ begin execute format('alter database %I set deadlock_timeout = %L', current_database(), '100ms'); end $$`);
	const database = openDatabase({url: world.url, logger: silentLogger, applicationName: 'syncing', maxConnections: 4});
	const ids = (await world.otherProgram<{poam_id: string}>(`select poam_id from ingestion_poams where status = 'ongoing' order by id`)).map(row => row.poam_id);
	expect(ids.length).toBeGreaterThan(2);
	for (const id of ids) await world.xacta.people.reassign(id, `New owner of ${id}`);
	const {runs, failure} = await cross(ids, () => world.bind({database}).runSync({systemName: 'Xacta 360', entityType: 'poam'}));
	expect(failure).toBeUndefined();
	expect(runs[0]?.operation).toMatchObject({status: 'completed', counts: {updated: ids.length}});
	const {rows} = await other.query<{poam_id: string; poc: string}>('select poam_id, poc from ingestion_poams where poam_id = any($1) order by id', [ids]);
	expect(rows).toEqual(ids.map(id => ({poam_id: id, poc: `New owner of ${id}`})));
	// A session that ends tells its figures; one that rests may keep them for ten seconds.
	await database.close();
	await waitFor('the deadlock to be counted', async () => (await other.query('select from pg_stat_database where datname = current_database() and deadlocks > 0')).rowCount === 1);
});
