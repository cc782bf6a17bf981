import process from 'node:process';
import {median} from '../support/median.js';
import {createReport} from '../support/report.js';
import {startReplay} from '../support/replay.js';
import {runWorker} from '../support/run-worker.js';
import {say} from '../support/say.js';
import type {DownloadFigures} from '../workers/download.js';
import type {ReadFigures} from '../workers/read-export.js';

const chunks = process.argv.includes('--quick') ? 100 : 1000;
const rounds = 3;
/** An export of a quarter of the size: what memory takes must not follow the number of chunks. */
const few = chunks / 4;

await using whole = await startReplay(chunks);
await using small = await startReplay(few);
const ours: ReadFigures[] = [];
const bare: DownloadFigures[] = [];
for (let round = 0; round < rounds; round += 1) {
	say(`Round ${round + 1} of ${rounds}: ours, then fetch and JSON.parse alone.`);
	ours.push(await runWorker<ReadFigures>('read-export', {url: whole.url}));
	bare.push(await runWorker<DownloadFigures>('download', {url: whole.url, accessKey: 'f', secretKey: 'f', assetsPerChunk: 50}));
}
const hashed = await runWorker<ReadFigures>('read-export', {url: whole.url, withHash: true});
const short = await runWorker<ReadFigures>('read-export', {url: small.url});
if (ours.some(({rows}) => rows !== whole.rows) || bare.some(({rows}) => rows !== whole.rows)) throw new Error('Records were lost on the way.');

const report = createReport('connectors', `An export of ${chunks.toLocaleString('en-US')} chunks, ${whole.rows.toLocaleString('en-US')} findings, ${Math.round(whole.bytes / 1e6).toLocaleString('en-US')} MB of JSON, median of three`);
const perSecond = (figures: readonly {readonly ms: number}[]) => whole.rows / (median(figures.map(({ms}) => ms)) / 1000);
report.compare('download, parse and map ÷ fetch and JSON.parse alone', 'findings/s', {value: perSecond(ours), against: perSecond(bare), bar: '≥ 0.6'});
report.compare(`peak memory, ${chunks} chunks ÷ ${few} chunks`, 'MB', {value: median(ours.map(({peakMegabytes}) => peakMegabytes)), against: short.peakMegabytes, bar: '≤ 1.25'});
report.tell('processor time of download, parse and map, against fetch and JSON.parse', 'ms', median(ours.map(({cpuMs}) => cpuMs)), median(bare.map(({cpuMs}) => cpuMs)));
report.tell('the same with what tells later that a record has not changed', 'ms', hashed.cpuMs, median(bare.map(({cpuMs}) => cpuMs)));
process.exitCode = (await report.close()) ? 0 : 1;
