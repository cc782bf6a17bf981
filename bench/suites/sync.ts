import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {connectSystem} from '../support/connect-system.js';
import {createRowCopier} from '../support/copy-rows.js';
import {measureFirstLoad, loaded, type Bench} from '../support/measure-first-load.js';
import {measureMemory} from '../support/measure-memory.js';
import {measureNextSyncs} from '../support/measure-next-syncs.js';
import {measureVerdicts} from '../support/measure-verdicts.js';
import {createReport} from '../support/report.js';
import {startServer, template} from '../support/server.js';
import {startSimulator} from '../support/simulator.js';

const findings = process.argv.includes('--quick') ? 10_000 : 100_000;
const amount = findings.toLocaleString('en-US');
const dataHome = await mkdtemp(join(tmpdir(), 'parley-bench-'));
try {
	await using server = await startServer();
	await using simulator = await startSimulator({assets: findings / 20, findings});
	const configured = await connectSystem(server, template, simulator);
	const report = createReport('sync', [
		`${amount} findings of about 1.2 kB and their ${simulator.assets.toLocaleString('en-US')} assets, PostgreSQL ${server.version} with fsync on, median of three`,
		'The simulator runs in a process of its own, without faults, without a limit of requests, and with exports that are ready at once, their chunks written before anybody is timed.',
		configured,
	].join('\n'));
	const bench: Bench = {server, simulator, report, copier: createRowCopier(), dataHome};
	const first = await measureFirstLoad(bench);
	const next = await measureNextSyncs(bench, first);
	await server.drop(loaded);
	await measureVerdicts(server, report, {count: findings, dataHome});
	await measureMemory(bench, [...first, ...next]);
	process.exitCode = (await report.close()) ? 0 : 1;
} finally {
	await rm(dataHome, {recursive: true, force: true});
}
