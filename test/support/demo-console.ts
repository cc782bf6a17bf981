import type {ProgramHome} from './built-program.js';
import {queryOnce} from './embedded-home.js';
import {nodeCommand, parleyFile, startProgram, type TestProgram} from './program.js';
import type {Walk} from './pictures.js';

/** Opens the console of a demo whose story is told, as pictures of it are drawn. */
export async function openDemoConsole({env}: ProgramHome, databaseUrl: string, walk: Walk): Promise<TestProgram> {
	// No daemon runs; a sync that falls due meanwhile would be told as overdue.
	await queryOnce(databaseUrl, `update sync_checkpoints set last_completed_at = now() + interval '1 hour' where last_completed_at is not null`);
	return startProgram({command: nodeCommand, args: [parleyFile, 'demo'], ...walk.size, env: {...env, ...walk.env}});
}
