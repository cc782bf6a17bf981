import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {ExportFault} from '../../../source/simulator/faults/fault.js';
import {cancelledProgress, chunkIdAt, planExport, progressOf} from '../../../source/simulator/tenable/exports/export-job.js';

const ids = (count: number) => Array.from({length: count}, (_, place) => chunkIdAt(place, false));
const counts = fc.integer({min: 0, max: 60});
const pace = fc.record({queuedPolls: fc.integer({min: 0, max: 3}), processingPolls: fc.integer({min: 0, max: 5})});
const faults: fc.Arbitrary<ExportFault[]> = fc.array(fc.oneof(
	fc.record({kind: fc.constantFrom('chunks-failed' as const, 'chunks-cancelled' as const), count: fc.integer({min: 0, max: 20})}),
	fc.record({kind: fc.constantFrom('export-error' as const, 'export-cancelled' as const), afterChunks: fc.integer({min: 0, max: 20})}),
), {maxLength: 2});

describe('the progress of an export', () => {
	test('never loses a chunk that was listed, and ends with every chunk told once', () => {
		fc.assert(fc.property(counts, pace, faults, fc.integer(), (count, speed, problems, seed) => {
			const plan = planExport(seed, ids(count), problems);
			let seen = new Set<number>();
			for (let poll = 1; poll <= 12; poll++) {
				const {available} = progressOf(plan, poll, speed);
				expect([...seen].every(id => available.includes(id))).toBe(true);
				seen = new Set(available);
			}
			const end = progressOf(plan, 12, speed);
			expect(end.status).toBe(plan.end);
			expect(new Set([...end.available, ...end.failed, ...end.cancelled])).toEqual(new Set(ids(count)));
			expect(end.available.some(id => end.failed.includes(id) || end.cancelled.includes(id))).toBe(false);
		}));
	});

	test('fails and cancels as many chunks as it was told, and all when there are fewer', () => {
		expect(planExport(1, ids(10), [{kind: 'chunks-failed', count: 3}]).failed).toHaveLength(3);
		expect(planExport(1, ids(2), [{kind: 'chunks-failed', count: 3}]).failed).toHaveLength(2);
		expect(planExport(1, ids(2), [{kind: 'chunks-failed', count: 0}]).failed).toHaveLength(0);
		expect(planExport(1, ids(10), [{kind: 'export-error', afterChunks: 2}]).cancelled).toHaveLength(8);
	});

	test('is QUEUED while its chunks are not known', () => {
		expect(progressOf(undefined, Number.POSITIVE_INFINITY, {queuedPolls: 0, processingPolls: 0}).status).toBe('QUEUED');
	});

	test('when cancelled keeps what is there and one chunk more, and drops the rest', () => {
		fc.assert(fc.property(fc.integer({min: 2, max: 60}), pace, fc.integer({min: 0, max: 8}), (count, speed, polls) => {
			const plan = planExport(3, ids(count), []);
			const before = progressOf(plan, polls, speed);
			if (before.status === 'FINISHED') return;
			const after = cancelledProgress(plan, before);
			expect(after.available).toHaveLength(before.available.length + (before.status === 'PROCESSING' ? 1 : 0));
			expect(after.available.length + after.cancelled.length).toBe(count);
		}));
	});
});

describe('ids of chunks', () => {
	test('count from 1, or leave numbers out and never repeat', () => {
		expect(ids(4)).toEqual([1, 2, 3, 4]);
		const gapped = Array.from({length: 50}, (_, place) => chunkIdAt(place, true));
		expect(gapped.slice(0, 5)).toEqual([1, 2, 5, 6, 7]);
		expect(new Set(gapped).size).toBe(50);
	});
});
