import {expect, test} from 'vitest';
import {parseSyncPayload, toSyncJobs} from '../../../source/daemon/sync-job.js';
import type {DueRun} from '../../../source/schedule/find-due-runs.js';

const toSyncJob = (run: DueRun) => {
	const [job] = toSyncJobs([run]);
	if (job === undefined) throw new Error('There is one job for each run.');
	return job;
};

const run: DueRun = {externalSystemId: 2, systemName: 'Xacta 360', entityType: 'poam', scope: 'changes', occurrence: new Date('2025-06-04T12:00Z')};

test('an occurrence is named by pair, scope and time, whichever process sees it', () => {
	const {occurrence, key, group} = toSyncJob(run);
	expect({occurrence, key, group}).toEqual({occurrence: ['2', 'poam', 'changes', '2025-06-04T12:00:00.000Z'], key: '2/poam/changes', group: '2/changes'});
	expect(toSyncJob({...run, scope: 'full'}).key).not.toBe(key);
});

test('what others refer to comes first', () => {
	const priorityOf = (entityType: DueRun['entityType']) => toSyncJob({...run, entityType}).priority ?? 0;
	for (const first of ['system', 'asset'] as const) {
		for (const second of ['vulnerability', 'control', 'poam'] as const) expect(priorityOf(first)).toBeGreaterThan(priorityOf(second));
	}
});

test('a pass over everything has a place of its own, so that it keeps no changes waiting', () => {
	const jobs = toSyncJobs([{...run, scope: 'full'}, {...run, entityType: 'control'}]);
	expect(jobs.map(({group}) => group)).toEqual(['2/full', '2/changes']);
});

test('what refers to something that is about to be passed over waits behind it, in its own system only', () => {
	const system: DueRun = {...run, entityType: 'system', scope: 'full'};
	const jobs = toSyncJobs([run, system, {...run, externalSystemId: 3}]);
	expect(jobs.map(({group, priority}) => ({group, priority}))).toEqual([{group: '2/full', priority: 0}, {group: '2/full', priority: 10}, {group: '3/changes', priority: 0}]);
});

test('the payload is read back as it was written, and anything else is refused', () => {
	expect(parseSyncPayload(JSON.parse(JSON.stringify(toSyncJob(run).payload)))).toEqual({
		externalSystemId: 2, systemName: 'Xacta 360', entityType: 'poam', scope: 'changes', occurrence: '2025-06-04T12:00:00.000Z',
	});
	expect(() => parseSyncPayload({...toSyncJob(run).payload, scope: 'some'})).toThrow(/scope/);
});
