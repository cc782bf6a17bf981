import {setTimeout as sleep} from 'node:timers/promises';
import type {ConsoleProgram} from './console-program.js';
import {percentile} from './median.js';
import {readCpuMs, readMegabytes} from './process-figures.js';
import type {Report} from './report.js';
import type {Server} from './server.js';

/** As a change every second: a minute of them, and an hour. */
const [minute, hour] = [60, 3600];

const openOne = `insert into sync_conflicts (external_system_id, entity_type, entity_id, conflict_type, reason, field_name, base_value, internal_value, external_value)
	select id, 'poam', 'POAM-LIVE', 'field_mismatch', 'both_changed', 'risk_rating', '"low"', '"high"', '"moderate"' from external_systems where system_name = 'Xacta 360'`;
const moveOne = `update sync_conflicts set note = 'seen ' || clock_timestamp(), updated_at = now() where entity_id = 'POAM-LIVE'`;
const closeAll = `delete from sync_conflicts where entity_id = 'POAM-LIVE'`;

/** From a commit in the database to its change on the screen: another conflict is counted. */
export async function measureCommitToScreen(server: Server, database: string, console: ConsoleProgram, report: Report, {pending, changes}: {readonly pending: number; readonly changes: number}): Promise<void> {
	await console.press('1');
	await console.shows(`${pending.toLocaleString('en-US')} conflicts wait`);
	const times: number[] = [];
	for (let change = 0; change < changes; change++) {
		await server.query(database, change % 2 === 0 ? openOne : closeAll);
		const committedMs = performance.now();
		times.push((await console.shows(`${(pending + (change + 1) % 2).toLocaleString('en-US')} conflicts wait`)) - committedMs);
		// Each by itself: changes that fall together are shown together, which would flatter.
		await sleep(300);
	}
	report.limit(`commit in the database to the change on the screen, p99 of ${changes}`, 'ms', {value: percentile(times, 0.99), bar: '≤ 250'});
}

/** Memory over as many live changes as an hour has seconds, at many times that speed. */
export async function measureMemoryOfUpdates(server: Server, database: string, console: ConsoleProgram, report: Report, share: number): Promise<void> {
	await server.query(database, openOne);
	const early = await changeTimes(server, database, console, minute);
	const late = await changeTimes(server, database, console, Math.round((hour - minute) * share));
	await server.query(database, closeAll);
	report.compare(`memory after ${Math.round(hour * share).toLocaleString('en-US')} live changes ÷ after ${minute}`, 'MB', {value: late, against: early, bar: '≤ 1.1'});
	report.limit('memory after them', 'MB', {value: late, bar: '≤ 220'});
}

async function changeTimes(server: Server, database: string, console: ConsoleProgram, changes: number): Promise<number> {
	for (let change = 0; change < changes; change++) {
		await server.query(database, moveOne);
		// The screen shows changes at most so often: faster ones would be one.
		await sleep(60);
	}
	await console.rests(500);
	return readMegabytes(console.pid);
}

/** What the console costs in a minute in which nothing happens: bytes to the terminal and processor time, with what V8 tidies up in the first seconds after the last change. */
export async function measureIdle(console: ConsoleProgram, report: Report): Promise<void> {
	await console.rests(500);
	const [bytes, cpuMs, startedMs] = [console.written(), await readCpuMs(console.pid), performance.now()];
	await sleep(60_000);
	const elapsedMs = performance.now() - startedMs;
	report.limit('idle: bytes a second to the terminal', 'bytes', {value: ((console.written() - bytes) * 1000) / elapsedMs, bar: '≤ 100'});
	report.limit('idle: processor time', '%', {value: (((await readCpuMs(console.pid)) - cpuMs) * 100) / elapsedMs, bar: '≤ 1'});
}
