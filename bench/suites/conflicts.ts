import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {measureVerdicts} from '../support/measure-verdicts.js';
import {createReport} from '../support/report.js';
import {startServer} from '../support/server.js';

const count = process.argv.includes('--quick') ? 10_000 : 100_000;
const dataHome = await mkdtemp(join(tmpdir(), 'parley-bench-'));
try {
	await using server = await startServer();
	const report = createReport('conflicts', `${count.toLocaleString('en-US')} conflicts, PostgreSQL ${server.version} with fsync on, median of three`);
	await measureVerdicts(server, report, {count, dataHome});
	process.exitCode = (await report.close()) ? 0 : 1;
} finally {
	await rm(dataHome, {recursive: true, force: true});
}
