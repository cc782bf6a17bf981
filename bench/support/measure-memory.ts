import type {SyncFigures} from '../workers/sync.js';
import {connectSystem} from './connect-system.js';
import type {Bench} from './measure-first-load.js';
import {runWorker} from './run-worker.js';
import {say} from './say.js';
import {template} from './server.js';
import {startSimulator} from './simulator.js';

const amount = (count: number): string => count.toLocaleString('en-US');

/** The most memory of a first load and of a run that finds nothing changed, at ten times the size against that of `figures`. */
export async function measureMemory({server, simulator, report, dataHome}: Bench, figures: readonly SyncFigures[]): Promise<void> {
	const [assets, findings] = [simulator.assets * 10, simulator.findings * 10];
	await using larger = await startSimulator({assets, findings});
	const url = await server.clone('large', template);
	await connectSystem(server, 'large', larger);
	say(`Ten times as much, ${amount(findings)} findings: a first load, then nothing changed.`);
	const runs = [await runWorker<SyncFigures>('sync', {url, dataHome}), await runWorker<SyncFigures>('sync', {url, dataHome})];
	await server.drop('large');
	const [first] = runs;
	if (first?.counts.created !== assets + findings) throw new Error(`Not all of ${assets + findings} records were loaded: ${JSON.stringify(first)}`);
	const against = Math.max(...figures.map(({peakMegabytes}) => peakMegabytes));
	const value = Math.max(...runs.map(({peakMegabytes}) => peakMegabytes));
	report.limit(`peak memory of the syncing process at ${amount(simulator.findings)} findings`, 'MB', {value: against, bar: '≤ 250'});
	report.limit(`peak memory of the syncing process at ${amount(findings)} findings`, 'MB', {value, bar: '≤ 250'});
	report.compare(`peak memory at ${amount(findings)} ÷ at ${amount(simulator.findings)} findings`, 'MB', {value, against, bar: '≤ 1.1'});
	report.tell(`first load of ${amount(findings)} findings, time`, 'ms', first.ms);
}
