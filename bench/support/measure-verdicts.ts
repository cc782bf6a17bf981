import {putDisputedPoams} from './disputed-poams.js';
import {giveVerdictsBare} from './bare-verdicts.js';
import {median} from './median.js';
import type {Report} from './report.js';
import {runWorker} from './run-worker.js';
import {say} from './say.js';
import {template, type Server} from './server.js';
import type {ResolveFigures} from '../workers/resolve-conflicts.js';

const rounds = 3;

/** Settles `count` conflicts by one predicate, and holds the time to the plain statements that leave the same behind. */
export async function measureVerdicts(server: Server, report: Report, {count, dataHome}: {readonly count: number; readonly dataHome: string}): Promise<void> {
	say(`${count.toLocaleString('en-US')} conflicts are written.`);
	await server.clone('disputed', template);
	await putDisputedPoams(server, 'disputed', count);
	for (const verdict of ['keep_internal', 'keep_external'] as const) {
		const ours: ResolveFigures[] = [];
		const bare: number[] = [];
		for (let round = 0; round < rounds; round += 1) {
			say(`${verdict}, round ${round + 1} of ${rounds}: ours, then the bare statements.`);
			const url = await server.clone('settled', 'disputed');
			await server.settle();
			ours.push(await runWorker<ResolveFigures>('resolve-conflicts', {url, dataHome, verdict}));
			await server.clone('bare', 'disputed');
			bare.push(await giveVerdictsBare(server, 'bare', 'settled', verdict));
		}
		const amount = count.toLocaleString('en-US');
		report.compare(`resolve ${amount} conflicts by one predicate (${verdict}) ÷ the bare statements`, 'ms', {
			value: median(ours.map(({ms}) => ms)), against: median(bare), bar: '≤ 3',
		});
		report.tell(`preview of ${amount} conflicts (${verdict})`, 'ms', median(ours.map(({previewMs}) => previewMs)));
		report.tell(`processor time of resolving ${amount} (${verdict})`, 'ms', median(ours.map(({cpuMs}) => cpuMs)));
		report.tell(`peak memory of resolving ${amount} (${verdict})`, 'MB', median(ours.map(({peakMegabytes}) => peakMegabytes)));
	}
	for (const name of ['disputed', 'settled', 'bare']) await server.drop(name);
}
