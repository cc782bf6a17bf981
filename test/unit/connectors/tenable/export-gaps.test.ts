import {expect, test} from 'vitest';
import {findGaps, type ExportEnd} from '../../../../source/connectors/tenable/export-gaps.js';
import type {ExportStatus} from '../../../../source/connectors/tenable/wire.js';

const end = (status: Partial<ExportStatus>, done: readonly number[], changes: Partial<ExportEnd> = {}): ExportEnd => ({
	exportId: 'e1', what: 'all findings', done: new Set(done), listed: undefined, isOverdue: false,
	status: {status: 'FINISHED', available: [], failed: [], cancelled: [], totalChunks: undefined, emptyChunks: 0, reason: undefined, ...status},
	...changes,
});

const listed = (totalChunks: number, emptyChunks = 0): Partial<ExportEnd> => ({listed: {uuid: 'e1', createdAt: undefined, filters: undefined, totalChunks, emptyChunks}});

test.each([
	['all chunks were read', end({totalChunks: 3}, [1, 2, 3])],
	['nothing was there to read', end({totalChunks: 0}, [])],
	['empty chunks were not offered', end({totalChunks: 5, emptyChunks: 2}, [1, 2, 3])],
	['empty chunks were offered', end({totalChunks: 5, emptyChunks: 2}, [1, 2, 3, 4, 5])],
	['the list of exports counts as many', end({}, [1, 2], listed(2))],
	['nobody tells how many there should be', end({}, [1, 2])],
	['a chunk that was called failed could be read after all', end({totalChunks: 2, failed: [2]}, [1, 2])],
])('an export is whole when %s', (_name, whole) => {
	expect(findGaps(whole)).toEqual([]);
});

test.each([
	['failed chunks', end({totalChunks: 4, failed: [3, 4]}, [1, 2]), ['The export of all findings (e1) has 2 chunks that Tenable failed to make: 3, 4.']],
	['cancelled chunks', end({totalChunks: 3, cancelled: [3]}, [1, 2]), ['The export of all findings (e1) has 1 chunk that was cancelled: 3.']],
	['an error', end({status: 'ERROR', reason: 'The export request timed out. Try again.', totalChunks: 20, cancelled: [2]}, [1]), [
		'The export of all findings (e1) ended as ERROR: The export request timed out. Try again. 1 chunk had been read.', expect.stringContaining('cancelled'),
	]],
	['a cancellation', end({status: 'CANCELLED'}, []), ['The export of all findings (e1) ended as CANCELLED. 0 chunks had been read.']],
	['chunks that nobody accounts for', end({totalChunks: 5}, [1, 2, 3]), ['The export of all findings (e1) should have 2 chunks more than Tenable offered.']],
	['fewer than the list of exports counts', end({}, [1], listed(3, 1)), ['The export of all findings (e1) should have 1 chunk more than Tenable offered.']],
	['a deadline', end({status: 'PROCESSING', totalChunks: 9}, [1], {isOverdue: true}), ['The export of all findings (e1) was still PROCESSING at its deadline and was cancelled; 1 chunk had been read.']],
])('an export has gaps by %s', (_name, partial, gaps) => {
	expect(findGaps(partial)).toEqual(gaps);
});
