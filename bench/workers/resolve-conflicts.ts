// One verdict over all conflicts about the POC of POA&Ms, in a process of its own, as "parley conflicts resolve-all" gives it.
import process from 'node:process';
import {compose} from '../../source/compose.js';
import {loadConfig} from '../../source/config/load.js';
import {silentLogger} from '../../source/core/logger.js';
import type {ConflictPredicate} from '../../source/core/conflict-predicate.js';
import {readPeakMegabytes} from '../support/process-figures.js';
import {workerInput} from '../support/run-worker.js';

export type ResolveInput = {readonly url: string; readonly dataHome: string; readonly verdict: 'keep_internal' | 'keep_external'};

export type ResolveFigures = {
	/** The preview, from the call to its answer, in ms. */
	readonly previewMs: number;
	/** From the call of the operation to its end, in ms. */
	readonly ms: number;
	/** Processor time of this process within it, in ms. */
	readonly cpuMs: number;
	readonly peakMegabytes: number;
	readonly settled: number;
};

const {url, dataHome, verdict} = workerInput<ResolveInput>();
const composition = compose({
	config: loadConfig({env: {DATABASE_URL: url, PARLEY_DATA_HOME: dataHome}}), version: 'bench', applicationName: 'parley bench',
	createLogger: () => silentLogger, actor: {userId: undefined, username: 'bench', role: 'operator'},
});
const operations = await composition.operations();
const predicate: ConflictPredicate = {kind: 'all', of: [{kind: 'entity', entityType: 'poam'}, {kind: 'field', field: 'poc'}, {kind: 'reason', reason: 'both_changed'}]};
const beganMs = performance.now();
const {count} = await operations.previewConflicts({predicate, verdict: {kind: verdict}});
const previewMs = performance.now() - beganMs;
const cpuBefore = process.cpuUsage();
const startedMs = performance.now();
const outcome = await operations.resolveConflicts({predicate, verdict: {kind: verdict}, expectedCount: count});
const ms = performance.now() - startedMs;
const cpu = process.cpuUsage(cpuBefore);
if (outcome.done.length !== count) throw new Error(`Only ${outcome.done.length} of ${count} were settled: ${JSON.stringify(outcome.skipped.map(({reason}) => reason))}`);
await composition.close();
const figures: ResolveFigures = {previewMs, ms, cpuMs: (cpu.user + cpu.system) / 1000, peakMegabytes: await readPeakMegabytes('self'), settled: outcome.done.length};
console.log(JSON.stringify(figures));
