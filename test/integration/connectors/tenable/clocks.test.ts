import {expect, test} from 'vitest';
import {idsOf, listAll, useTenableWorlds} from './tenable-world.js';

const openWorld = useTenableWorlds();

test.each([['ten minutes ahead', 600_000], ['ten minutes behind', -600_000], ['a year behind', -31_536_000_000]])('a clock of ours that is %s loses no change of theirs', async (_, offsetMs) => {
	let moved = 0;
	const ours = {now: () => new Date(Date.now() + offsetMs + moved), sleep: async (ms: number) => void (moved += ms)};
	const world = await openWorld({assets: 120, config: {overlap_minutes: '0'}, context: {clock: ours}});
	const full = await listAll(world.connector, 'asset', {}, (_page, count) => {
		// Between the first page and the end of the listing, by their clock.
		world.clock.advance(60_000);
		if (count === 1) world.simulator.edit({action: 'acr', asset: world.organization.assetIdAt(5), score: 9});
	});
	world.simulator.edit({action: 'acr', asset: world.organization.assetIdAt(7), score: 8});
	const {records} = await listAll(world.connector, 'asset', {since: full.last.watermark ?? {}});
	expect(idsOf(records)).toEqual(expect.arrayContaining([5, 7].map(index => world.organization.assetIdAt(index))));
	expect(records.length).toBeLessThan(120);
});

test('a clock of theirs that is put back loses no change either, given the overlap that everybody has', async () => {
	const world = await openWorld({assets: 120});
	world.clock.advance(3_600_000);
	const full = await listAll(world.connector, 'asset');
	world.clock.advance(-300_000);
	world.simulator.edit({action: 'acr', asset: world.organization.assetIdAt(3), score: 9});
	const {records} = await listAll(world.connector, 'asset', {since: full.last.watermark ?? {}});
	expect(idsOf(records)).toContain(world.organization.assetIdAt(3));
});
