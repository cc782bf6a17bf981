import {afterAll, beforeAll, expect, test} from 'vitest';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let tenable: SyncedTenable;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 2, assets: 30});
	tenable = await connectTenable(world);
	const {username, password} = tenable.simulator.login;
	await world.operations.setSystemConnection({systemName: 'Tenable.io', config: {authentication: 'session', access_key: '', secret_key: '', username, password}});
});
afterAll(async () => {
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

test('a whole sync goes by name and password, also when the session ends before it sends, and the tables hold neither password nor token', async () => {
	await tenable.sync('asset');
	await world.operations.setPushEnabled({systemName: 'Tenable.io', entityType: 'asset', enabled: true});
	const id = world.organization.assetIdAt(0);
	await world.otherProgram(`update ingestion_assets set business_owner = 'Grace Hopper' where asset_uuid = $1`, [id]);
	expect((await tenable.sync('asset', 'changes', tenable.simulator.endSessions)).outbound).toMatchObject({status: 'completed', counts: {updated: 1}});
	const logged = await world.otherProgram<{call: string}>('select to_jsonb(l)::text as call from api_call_logs l');
	const signIns = logged.filter(({call}) => call.includes('"endpoint": "/session"'));
	expect(signIns.length, 'one for each run, and one more for the session that ended').toBe(3);
	const {password} = tenable.simulator.login;
	for (const {call} of logged) expect(call).not.toContain(password);
	expect(signIns.every(({call}) => /\*\*\*/.test(call) && !/[\da-f]{48}/.test(call))).toBe(true);
});

test('a password that is refused fails the run clearly, after one try', async () => {
	await world.operations.setSystemConnection({systemName: 'Tenable.io', config: {password: 'not the password at all'}});
	const before = tenable.simulator.report().requests;
	await expect(tenable.sync('asset')).rejects.toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED', message: expect.stringContaining('sign in'), nextStep: expect.stringContaining('--set username --set password;')});
	expect(tenable.simulator.report().requests).toBe(before + 1);
});
