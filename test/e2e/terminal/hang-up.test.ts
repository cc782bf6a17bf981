import {userInfo} from 'node:os';
import {expect, test} from 'vitest';
import {createProgramHome} from '../../support/built-program.js';
import {nodeCommand, parleyFile, startProgram} from '../../support/program.js';
import {createSyncedWorld} from '../../support/synced-world.js';
import {waitFor} from '../../support/wait-for.js';

test.each([
	['a command', ['sync', 'run']],
	['a line of the plain console', ['--plain']],
] as const)('a run that %s has begun ends as an interrupted one when the connection drops', async (_of, args) => {
	await using home = await createProgramHome();
	await using world = await createSyncedWorld();
	await world.otherProgram(`insert into users (username, role, status) values ($1, 'operator', 'active')`, [userInfo().username]);
	// It waits for as long as it takes, at a place of which nothing but an end lets go.
	await world.otherProgram(`insert into integration_health (external_system_id, breaker_state, paused_until)
		select id, 'closed', now() + interval '1 day' from external_systems on conflict (external_system_id) do update set paused_until = excluded.paused_until`);
	await using program = startProgram({command: nodeCommand, args: [parleyFile, ...args], env: {...home.env, DATABASE_URL: world.url}});
	if (args[0] === '--plain') {
		await program.waitForScreen('parley>');
		program.type('sync run\r');
	}
	const statuses = async () => (await world.otherProgram<{status: string}>('select status from ingestion_batches order by id')).map(({status}) => status);
	await waitFor('a run to hold its pair', async () => (await world.otherProgram('select 1 from sync_leases where operation_id is not null')).length > 0);
	// Nobody takes it for dead meanwhile.
	await program.waitForScreen(/Xacta 360 systems: waits until .* UTC, in \d\dh/);
	program.hangUp();
	await waitFor('the process to end', () => !isAlive(program.pid));
	expect(await statuses()).toEqual(['cancelled', 'cancelled']);
	expect(await world.otherProgram('select 1 from sync_leases where expires_at > now()')).toEqual([]);
});

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false; // Nobody has this number.
	}
}
