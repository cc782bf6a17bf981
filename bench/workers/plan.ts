// A plan of the same run, in a process of its own, as "parley sync run --full --plan" makes it.
import process from 'node:process';
import {openOperations, type Place} from '../support/open-operations.js';
import {readPeakMegabytes} from '../support/process-figures.js';
import {workerInput} from '../support/run-worker.js';

export type PlanFigures = {
	readonly ms: number;
	readonly cpuMs: number;
	readonly peakMegabytes: number;
	/** Records that the run would touch. */
	readonly touched: number;
};

const {operations, close} = await openOperations(workerInput<Place>());
const cpuBefore = process.cpuUsage();
const startedMs = performance.now();
const {pairs} = await operations.planSync({systemName: 'Tenable.io', entityType: undefined, scope: 'full', selection: undefined});
const ms = performance.now() - startedMs;
const cpu = process.cpuUsage(cpuBefore);
await close();
const touched = pairs.reduce((sum, pair) => sum + pair.touched, 0);
const figures: PlanFigures = {ms, cpuMs: (cpu.user + cpu.system) / 1000, peakMegabytes: await readPeakMegabytes('self'), touched};
console.log(JSON.stringify(figures));
