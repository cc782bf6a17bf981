import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {putDisputedPoams} from '../support/disputed-poams.js';
import {startConsole} from '../support/console-program.js';
import {measureHealth} from '../support/measure-health.js';
import {measureGroups} from '../support/measure-groups.js';
import {measureKeys} from '../support/measure-keys.js';
import {measureCommitToScreen, measureIdle, measureMemoryOfUpdates} from '../support/measure-live.js';
import {measurePages} from '../support/measure-pages.js';
import {measureStart} from '../support/measure-start.js';
import {openOperations} from '../support/open-operations.js';
import {createReport} from '../support/report.js';
import {say} from '../support/say.js';
import {startServer, template} from '../support/server.js';

const isQuick = process.argv.includes('--quick');
const pending = isQuick ? 100_000 : 1_000_000;
const dataHome = await mkdtemp(join(tmpdir(), 'parley-bench-'));
try {
	await using server = await startServer();
	const report = createReport('console', `The console on ${pending.toLocaleString('en-US')} pending conflicts, in a pseudo-terminal of 120×42, PostgreSQL ${server.version}`);
	const database = 'disputed';
	const url = await server.clone(database, template);
	say(`${pending.toLocaleString('en-US')} conflicts are written.`);
	await putDisputedPoams(server, database, pending);
	await server.query(database, `update sync_conflicts set assigned_to = 'ada' where id % 1000 = 0`);
	await server.query(database, `insert into users (username, role, status) values ($1, 'admin', 'active')`, [userInfo().username]);
	const [facts] = await server.query<{systemId: number; lastId: number}>(database, `select external_system_id as "systemId", max(id)::int as "lastId" from sync_conflicts group by 1`);
	if (facts === undefined) throw new Error('There are no conflicts to look at.');

	await measureStart(report, {url, dataHome});
	{
		const {operations, close} = await openOperations({url, dataHome});
		await measurePages(operations, report, facts);
		await measureGroups(operations, report);
		await close();
	}
	{
		await using console = startConsole({url, dataHome, columns: 120, rows: 42});
		await console.shows(/● live/);
		await measureKeys(console, report);
		await measureCommitToScreen(server, database, console, report, {pending, changes: isQuick ? 20 : 100});
		await measureIdle(console, report);
		await measureMemoryOfUpdates(server, database, console, report, isQuick ? 0.1 : 1);
	}
	await server.drop(database);
	await measureHealth(server, report, {few: isQuick ? 10_000 : 100_000, many: isQuick ? 1_000_000 : 10_000_000, dataHome});
	process.exitCode = (await report.close()) ? 0 : 1;
} finally {
	await rm(dataHome, {recursive: true, force: true});
}
