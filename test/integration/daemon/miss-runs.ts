import type {SyncedWorld} from '../../support/synced-world.js';

/**
 * As if a daemon had last been heard of two hours ago, and every pair was due an hour ago and then not for a day: each has
 * missed one run, and no other falls due while a test looks.
 */
export async function missRuns(world: SyncedWorld): Promise<void> {
	await world.otherProgram(`insert into daemon_heartbeats (host, pid, version, heartbeat_at) values ('gone', 1, '1', now() - interval '2 hours')`);
	await world.otherProgram(`update sync_policies set timezone = 'UTC', full_sync_expression = null, schedule_expression = to_char((now() - interval '1 hour') at time zone 'UTC', 'FMMI FMHH24 * * *')`);
}
