import {mkdtemp, rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {BulkCreateFigures} from '../workers/bulk-create.js';
import type {SyncFigures} from '../workers/sync.js';
import type {RowCopier} from './copy-rows.js';
import {median} from './median.js';
import type {Report} from './report.js';
import {runWorker} from './run-worker.js';
import {say} from './say.js';
import {template, type Server} from './server.js';
import type {Simulator} from './simulator.js';

const rounds = 3;

/** The database that the last first load leaves behind. */
export const loaded = 'loaded';

export type Bench = {readonly server: Server; readonly simulator: Simulator; readonly report: Report; readonly copier: RowCopier; readonly dataHome: string};

/** Records a second of a run over everything. */
export const toRate = ({counts, ms}: Pick<SyncFigures, 'counts' | 'ms'>): number => counts.read / (ms / 1000);

/**
 * Loads everything into an empty database, and holds that to COPY of the rows that are there afterwards and to the same
 * load by bulkCreate; one after the other in each round, so that all meet the same machine. Gives our figures.
 */
export async function measureFirstLoad({server, simulator, report, copier, dataHome}: Bench): Promise<readonly SyncFigures[]> {
	const folder = await mkdtemp(join(dataHome, 'rows-'));
	const ours: SyncFigures[] = [];
	const copied: number[] = [];
	const created: BulkCreateFigures[] = [];
	const simulatorMs: number[] = [];
	say('A load that does not count: the simulator writes its chunks for whoever comes first, and keeps them.');
	await runWorker<SyncFigures>('sync', {url: await server.clone(loaded, template), dataHome});
	for (let round = 0; round < rounds; round += 1) {
		say(`First load, round ${round + 1} of ${rounds}: ours, then ${copier.name}, then bulkCreate.`);
		const url = await server.clone(loaded, template);
		await server.settle();
		const before = await simulator.cpuMs();
		ours.push(await runWorker<SyncFigures>('sync', {url, dataHome}));
		simulatorMs.push((await simulator.cpuMs()) - before);
		await copier.unload(url, folder);
		const empty = await server.clone('copied', template);
		await server.settle();
		copied.push(await copier.load(empty, folder));
		const other = await server.clone('created', template);
		await server.settle();
		created.push(await runWorker<BulkCreateFigures>('bulk-create', {url: other, dataHome}));
	}
	await rm(folder, {recursive: true});
	for (const name of ['copied', 'created']) await server.drop(name);
	const expected = simulator.assets + simulator.findings;
	if (ours.some(({counts}) => counts.created !== expected) || created.some(({rows}) => rows !== expected)) throw new Error(`Not all of ${expected} records were loaded: ${JSON.stringify([ours, created])}`);
	const value = median(ours.map(toRate));
	report.compare(`first load ÷ ${copier.name} of the same rows`, 'rows/s', {value, against: expected / (median(copied) / 1000), bar: '≥ 0.5'});
	report.compare('first load ÷ the same by bulkCreate with updateOnDuplicate', 'rows/s', {value, against: expected / (median(created.map(({ms}) => ms)) / 1000), bar: '≥ 3'});
	report.tell('first load, time', 'ms', median(ours.map(({ms}) => ms)));
	report.tell('first load, processor time of the syncing process', 'ms', median(ours.map(({cpuMs}) => cpuMs)));
	report.tell('first load, processor time of the simulator', 'ms', median(simulatorMs));
	return ours;
}
