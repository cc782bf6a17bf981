// One verdict over all conflicts about the POC of POA&Ms, in a process of its own, as "parley conflicts resolve-all" gives it.
import process from 'node:process';
import type {ConflictPredicate} from '../../source/core/predicate/conflict-predicate.js';
import {openOperations, type Place} from '../support/open-operations.js';
import {readPeakMegabytes} from '../support/process-figures.js';
import {workerInput} from '../support/run-worker.js';

export type ResolveInput = Place & {readonly verdict: 'keep_internal' | 'keep_external'};

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

const {verdict, ...place} = workerInput<ResolveInput>();
const {operations, close} = await openOperations(place);
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
await close();
const figures: ResolveFigures = {previewMs, ms, cpuMs: (cpu.user + cpu.system) / 1000, peakMegabytes: await readPeakMegabytes('self'), settled: outcome.done.length};
console.log(JSON.stringify(figures));
