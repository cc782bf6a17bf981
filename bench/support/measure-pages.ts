import type {ConflictFilter} from '../../source/core/conflict.js';
import type {Operations} from '../../source/operations/operations.js';
import {percentile} from './median.js';
import type {Report} from './report.js';

const pageSize = 100;
const rounds = 20;

/** Pages of the list at its start, its end and anywhere between, forwards and back, as a console waits for them: connection and rows included. */
export async function measurePages(operations: Operations, report: Report, {systemId, lastId}: {readonly systemId: number; readonly lastId: number}): Promise<void> {
	const filters: ReadonlyArray<readonly [string, ConflictFilter]> = [
		['all', {status: 'pending'}],
		['one system', {status: 'pending', externalSystemId: systemId}],
		['one cause', {status: 'pending', externalSystemId: systemId, entityType: 'poam', fieldName: 'poc', reason: 'both_changed'}],
		['given to somebody', {status: 'pending', assignedTo: 'ada'}],
	];
	for (const [name, filter] of filters) {
		const times: number[] = [];
		for (let round = 0; round < rounds; round++) {
			const somewhere = Math.round((lastId * round) / rounds) + 1;
			times.push(await timed(() => operations.listConflicts(filter, somewhere, pageSize)), await timed(() => operations.listConflictsBefore(filter, somewhere, pageSize)));
		}
		times.push(await timed(() => operations.listConflicts(filter, undefined, pageSize)), await timed(() => operations.listConflictsBefore(filter, undefined, pageSize)));
		report.limit(`a page of ${pageSize} conflicts (${name}), p95 over all depths`, 'ms', {value: percentile(times, 0.95), bar: '≤ 15'});
	}
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const startedMs = performance.now();
	await work();
	return performance.now() - startedMs;
}
