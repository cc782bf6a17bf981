import {expect, test} from 'vitest';
import type {FaultRule} from '../../../../source/simulator/faults/fault-desk.js';
import type {Fault} from '../../../../source/simulator/faults/fault.js';
import type {Cursor, ExternalRecord} from '../../../../source/core/connector.js';
import {AppError} from '../../../../source/errors/app-error.js';
import {idsOf, signal, useTenableWorlds, type TenableWorld} from './tenable-world.js';

const openWorld = useTenableWorlds();

const faults: readonly Fault[] = [
	{kind: 'reset', when: 'before'}, {kind: 'reset', when: 'after'}, {kind: 'reset', when: 'mid-body'},
	{kind: 'truncate', how: 'content-length'}, {kind: 'truncate', how: 'chunked'}, {kind: 'truncate', how: 'valid-length'},
	{kind: 'wrong-type'}, {kind: 'invalid-json'}, {kind: 'empty'}, {kind: 'no-content'}, {kind: 'gzip-bomb', megabytes: 20}, {kind: 'large-header', bytes: 30_000},
	{kind: 'status', status: 429, retryAfter: '3'}, {kind: 'status', status: 429, retryAfter: 'soon'}, {kind: 'status', status: 500}, {kind: 'status', status: 503, retryAfter: '1'},
	{kind: 'status', status: 504, effect: 'after'}, {kind: 'redirect', location: 'http://169.254.169.254/latest/'},
];

/** Reads a listing as a stubborn daemon does: each failed run is followed by another, in another process, from the last checkpoint. */
async function readStubbornly(world: TenableWorld, entityType: 'asset' | 'vulnerability', config: Readonly<Record<string, string>>): Promise<{readonly records: readonly ExternalRecord[]; readonly gaps: readonly string[]; readonly runs: number}> {
	let connector = world.open(config);
	let cursor: Cursor | undefined;
	const records: ExternalRecord[] = [];
	for (let runs = 1; ;) {
		try {
			const page = await connector.list({entityType, pageSize: 100, signal, ...(cursor !== undefined && {cursor})});
			records.push(...page.records);
			if (page.next === undefined) return {records, gaps: page.gaps ?? [], runs};
			cursor = page.next;
		} catch (error) {
			if (!(error instanceof AppError) || runs++ > 100) throw error;
			connector = world.open(config);
			world.clock.advance(600_000);
		}
	}
}

test.each([
	['asset', 3000, 100, {}], ['vulnerability', 2000, 6000, {}], ['asset', 3000, 0, {asset_export_version: '2', custom_attributes: 'Cost Centre'}],
] as const)('a storm of faults costs time, and no %s record (%i assets, %i findings, %j)', async (entityType, assets, findings, config) => {
	const world = await openWorld({assets, findings, settings: {pace: {queuedPolls: 1, processingPolls: 6, longestMs: 3_600_000}}});
	world.simulator.setFaults(faults.map((fault): FaultRule => ({rate: 0.02, fault})));
	const {records, gaps} = await readStubbornly(world, entityType, config);
	expect(gaps).toEqual([]);
	expect(new Set(idsOf(records)).size).toBe(entityType === 'asset' ? assets : world.organization.counts.findings);
	expect(world.simulator.report().faults.reduce((sum, {fired}) => sum + fired, 0)).toBeGreaterThan(10);
});
