// One inbound run of everything that Tenable has, in a process of its own, as "parley sync run --full" does it.
import process from 'node:process';
import type {RunCounts} from '../../source/core/operation.js';
import {openOperations, type Place} from '../support/open-operations.js';
import {readPeakMegabytes} from '../support/process-figures.js';
import {workerInput} from '../support/run-worker.js';

export type SyncFigures = {
	/** From the call of the operation to its end, in ms. */
	readonly ms: number;
	/** Processor time of this process within it, in ms. */
	readonly cpuMs: number;
	readonly peakMegabytes: number;
	readonly counts: RunCounts;
};

const {operations, close} = await openOperations(workerInput<Place>());
const cpuBefore = process.cpuUsage();
const startedMs = performance.now();
const {runs: [run], failure} = await operations.runSync({systemName: 'Tenable.io', scope: 'full'});
const ms = performance.now() - startedMs;
const cpu = process.cpuUsage(cpuBefore);
if (failure !== undefined) throw failure;
if (run?.operation.status !== 'completed') throw new Error(`The sync ended as ${run?.operation.status}: ${run?.operation.problems.join(' ')}`);
await close();
const figures: SyncFigures = {ms, cpuMs: (cpu.user + cpu.system) / 1000, peakMegabytes: await readPeakMegabytes('self'), counts: run.operation.counts};
console.log(JSON.stringify(figures));
