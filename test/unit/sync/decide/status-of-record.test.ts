import {describe, expect, test} from 'vitest';
import type {SyncStatus} from '../../../../source/core/stores/page-store.js';
import {statusOfRecord} from '../../../../source/sync/decide/status-of-record.js';

const rank: Readonly<Record<SyncStatus, number>> = {synced: 0, pending: 1, conflict: 2};
const statuses: readonly SyncStatus[] = ['synced', 'pending', 'conflict'];

describe('the status of a record', () => {
	test('is the gravest of what holds for it, here and with other systems', () => {
		for (const status of statuses) {
			for (const elsewhere of statuses) {
				expect(statusOfRecord({elsewhere}, {status}, false)).toBe(rank[status] > rank[elsewhere] ? status : elsewhere);
			}
			expect(statusOfRecord({}, {status}, false)).toBe(status);
		}
	});

	test('is a conflict while a question about it as a whole waits', () => {
		for (const status of statuses) expect(statusOfRecord({elsewhere: 'pending'}, {status}, true)).toBe('conflict');
	});
});
