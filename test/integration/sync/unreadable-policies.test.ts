import {afterAll, beforeAll, expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {createTicker} from '../../../source/daemon/create-ticker.js';
import {createConnection} from '../../../source/database/connection.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {checkSchema} from '../../../source/database/schema-checks.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let id: string;
const invalid = {code: 'POLICY_INVALID', message: expect.stringContaining(`of sync_policies cannot be used: batch_size`)};
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1});
	const [row] = await world.otherProgram<{id: string}>(`
		update sync_policies p set batch_size = -1 from external_systems s where s.id = p.external_system_id and s.system_name = 'Xacta 360' and entity_type = 'control' returning p.id::text`);
	id = row?.id ?? '';
});
afterAll(() => world[Symbol.asyncDispose]());

test('a policy that cannot be used is left out of a run of everything, which says so in the end', async () => {
	const {runs, failure} = await world.operations.runSync({systemName: 'Xacta 360'});
	expect(runs[0]?.children.map(({entityType, status}) => ({entityType, status}))).toEqual([{entityType: 'system', status: 'completed'}, {entityType: 'poam', status: 'completed'}]);
	expect(failure).toMatchObject(invalid);
});

test('a run of its own pair is refused, with what is wrong', async () => {
	await expect(world.operations.runSync({systemName: 'Xacta 360', entityType: 'control'})).rejects.toMatchObject(invalid);
});

test('its pair is failing, and the others are as they are', async () => {
	const {state, pairs} = await world.operations.getHealth();
	expect(state).toBe('failing');
	expect(pairs.filter(pair => pair.state === 'failing')).toMatchObject([{entityType: 'control', nextRunAt: undefined, problem: expect.stringContaining(`Row ${id} of sync_policies`)}]);
	expect(pairs.some(pair => pair.entityType === 'poam' && pair.nextRunAt !== undefined)).toBe(true);
});

test('the daemon makes jobs of the others', async () => {
	const due: string[] = [];
	let now = new Date(Date.now() + 60_000);
	const tick = createTicker({
		stores: world.database.stores, logger: silentLogger, lastBeatAt: undefined,
		jobs: {
			now: () => Promise.resolve(now),
			enqueue: jobs => {
				due.push(...jobs.map(({key}) => key));
				return Promise.resolve(jobs);
			},
		},
	});
	await tick();
	now = new Date(now.getTime() + 86_400_000);
	await tick();
	expect(due.filter(key => key.includes('/poam/'))).toHaveLength(1);
	expect(due.filter(key => key.includes('/control/'))).toEqual([]);
});

test('the doctor names it', async () => {
	const connection = createConnection({address: parseDatabaseUrl(world.url), applicationName: 'doctor', maxConnections: 1});
	expect(await checkSchema(connection)).toContainEqual(expect.objectContaining({severity: 'problem', subject: 'sync_policies', message: expect.stringContaining(`Row ${id}`)}));
	await connection.close();
});
