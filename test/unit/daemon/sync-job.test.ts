import {expect, test} from 'vitest';
import {parseSyncPayload, toSyncJob} from '../../../source/daemon/sync-job.js';
import type {DueRun} from '../../../source/schedule/find-due-runs.js';

const run: DueRun = {externalSystemId: 2, systemName: 'Xacta 360', entityType: 'poam', scope: 'changes', occurrence: new Date('2025-06-04T12:00Z')};

test('an occurrence is named by pair, scope and time, whichever process sees it', () => {
	const {occurrence, key, group} = toSyncJob(run);
	expect({occurrence, key, group}).toEqual({occurrence: ['2', 'poam', 'changes', '2025-06-04T12:00:00.000Z'], key: '2/poam/changes', group: '2'});
	expect(toSyncJob({...run, scope: 'full'}).key).not.toBe(key);
});

test('what others refer to comes first', () => {
	const priorityOf = (entityType: DueRun['entityType']) => toSyncJob({...run, entityType}).priority ?? 0;
	for (const first of ['system', 'asset'] as const) {
		for (const second of ['vulnerability', 'control', 'poam'] as const) expect(priorityOf(first)).toBeGreaterThan(priorityOf(second));
	}
});

test('the payload is read back as it was written, and anything else is refused', () => {
	expect(parseSyncPayload(JSON.parse(JSON.stringify(toSyncJob(run).payload)))).toEqual({
		externalSystemId: 2, systemName: 'Xacta 360', entityType: 'poam', scope: 'changes', occurrence: '2025-06-04T12:00:00.000Z',
	});
	expect(() => parseSyncPayload({...toSyncJob(run).payload, scope: 'some'})).toThrow(/scope/);
});
