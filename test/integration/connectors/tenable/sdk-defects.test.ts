import {describe, expect, test} from 'vitest';
import {countRequests, idsOf, listAll, signal, useTenableWorlds} from './tenable-world.js';

const open = useTenableWorlds();

describe('defects of the vendor\'s own export client that Parley does not have', () => {
	test('(a) a CANCELLED export with no chunk left is polled for ever', async () => {
		const world = await open();
		world.simulator.setFaults([{match: {path: '/assets/export'}, fault: {kind: 'export-cancelled', afterChunks: 0}}]);
		const {records, gaps} = await listAll(world.connector, 'asset');
		expect(records).toEqual([]);
		expect(gaps).toEqual([expect.stringContaining('ended as CANCELLED')]);
		expect(countRequests(world, /export\/:uuid\/status/)).toBeLessThanOrEqual(5);
	});

	test('(a) an ERROR or CANCELLED export keeps back the chunks that it has', async () => {
		for (const kind of ['export-error', 'export-cancelled'] as const) {
			const world = await open();
			world.simulator.setFaults([{match: {path: '/assets/export'}, fault: {kind, afterChunks: 2}}]);
			const {records, gaps} = await listAll(world.connector, 'asset');
			expect(records.length).toBeGreaterThanOrEqual(150);
			expect(gaps).toEqual([expect.stringMatching(/ended as (?:ERROR|CANCELLED).*2 chunks had been read/)]);
		}
	});

	test('(b) a chunk counts as read before it was downloaded, so that the next call skips it', async () => {
		const world = await open();
		const first = await world.connector.list({entityType: 'asset', pageSize: 100, signal});
		const abort = new AbortController();
		world.simulator.setFaults([{match: {path: '/assets/export/*/chunks/*'}, fault: {kind: 'hang'}}]);
		const interrupted = world.connector.list({entityType: 'asset', pageSize: 100, cursor: first.next ?? {}, signal: abort.signal});
		setTimeout(() => abort.abort(new Error('stopped in the middle of a chunk')), 50);
		await expect(interrupted).rejects.toThrow('stopped in the middle of a chunk');
		world.simulator.setFaults([]);
		const {records, gaps} = await listAll(world.connector, 'asset', {cursor: first.next ?? {}});
		expect(new Set(idsOf([...first.records, ...records])).size).toBe(350);
		expect(gaps).toEqual([]);
	});

	test.each([['vulnerability', '/vulns/export'], ['asset', '/assets/export']] as const)('(c) chunks_failed is never read: a FINISHED export of %s records with failed chunks looks complete', async (entityType, path) => {
		const world = await open({assets: 350, findings: 1400});
		world.simulator.setFaults([{match: {path}, fault: {kind: 'chunks-failed', count: 1}}]);
		const {records, gaps} = await listAll(world.connector, entityType);
		expect(records.length).toBeGreaterThan(0);
		expect(gaps).toEqual([expect.stringMatching(entityType === 'asset' ? /should have 1 chunk more than Tenable offered/ : /has 1 chunk that Tenable failed to make/)]);
	});

	test('(c) neither are chunks_cancelled', async () => {
		const world = await open();
		world.simulator.setFaults([{match: {path: '/vulns/export'}, fault: {kind: 'chunks-cancelled', count: 2}}]);
		const {gaps} = await listAll(world.connector, 'vulnerability');
		expect(gaps).toEqual([expect.stringMatching(/has 2 chunks that were cancelled/)]);
	});

	test('(d) the time-out counts only while QUEUED: an export stuck in PROCESSING is waited for without end', async () => {
		const world = await open({config: {export_deadline_minutes: '30'}});
		world.simulator.setFaults([{match: {path: '/assets/export'}, fault: {kind: 'stuck', status: 'PROCESSING'}}]);
		const before = world.clock.now().getTime();
		const {gaps} = await listAll(world.connector, 'asset');
		expect(gaps).toEqual([expect.stringContaining('was still PROCESSING at its deadline and was cancelled')]);
		expect(world.clock.now().getTime() - before).toBeLessThan(35 * 60_000);
		expect(countRequests(world, /^POST \/assets\/export\/:uuid\/cancel 200/)).toBe(1);
	});
});
