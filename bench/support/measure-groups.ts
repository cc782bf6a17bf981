import {groupKeys, isOfCauses} from '../../source/core/conflict-group.js';
import type {Operations} from '../../source/operations/operations.js';
import {percentile} from './median.js';
import type {Report} from './report.js';

const rounds = 5;

/** What waits, counted by each thing that conflicts have in common. What is part of a cause has a bar; the rest goes through all that wait, and is only told. */
export async function measureGroups(operations: Operations, report: Report): Promise<void> {
	for (const by of groupKeys) {
		const times: number[] = [];
		for (let round = 0; round < rounds; round++) {
			const startedMs = performance.now();
			await operations.listConflictGroups({filter: {}, by});
			times.push(performance.now() - startedMs);
		}
		const value = percentile(times, 0.5);
		if (isOfCauses(by)) report.limit(`pending conflicts counted by ${by}, p50`, 'ms', {value, bar: '≤ 15'});
		else report.tell(`pending conflicts counted by ${by}, p50 (goes through them)`, 'ms', value);
	}
}
