import {expect, test} from 'vitest';
import type {ExternalFilter} from '../../../../source/core/external-filter.js';
import {idsOf, listAll, useTenableWorlds} from './tenable-world.js';

const open = useTenableWorlds();

test('findings are asked for by severity and state: what comes is what one would have kept, and less is served', async () => {
	const world = await open();
	const all = (await listAll(world.connector, 'vulnerability')).records;
	const servedInAll = world.simulator.report().served.findings;
	const filters: readonly ExternalFilter[] = [{kind: 'at_least', field: 'severity_id', value: 3}, {kind: 'any_of', field: 'state', values: ['OPEN'], match: 'exact'}];
	const narrowed = (await listAll(world.connector, 'vulnerability', {filters})).records;
	const kept = all.filter(({fields}) => Number(fields['severity_id']) >= 3 && fields['state'] === 'OPEN');
	expect(kept.length).toBeGreaterThan(0);
	expect(idsOf(narrowed)).toEqual(idsOf(kept));
	expect(world.simulator.report().served.findings - servedInAll).toBe(kept.length);
	expect(kept.length).toBeLessThan(all.length);
});

test('an asset that is gone comes whatever it was', async () => {
	const world = await open();
	const {last} = await listAll(world.connector, 'asset');
	world.clock.advance(3_600_000);
	const [kept = '', gone = '', other = ''] = [3, 4, 5].map(index => world.organization.assetIdAt(index));
	const tag = (asset: string, value: string) => ({action: 'retag', asset, category: 'Business Owner', value}) as const;
	world.simulator.edit(tag(kept, 'Wanted'), tag(gone, 'Unwanted'), tag(other, 'Unwanted'), {action: 'delete', asset: gone});
	const filters: readonly ExternalFilter[] = [{kind: 'any_of', field: 'tag.Business Owner', values: ['Wanted'], match: 'exact'}];
	const {records} = await listAll(world.connector, 'asset', {since: last.watermark ?? {}, filters});
	expect(idsOf(records)).toEqual([gone, kept].sort());
});

test.each<[string, ExternalFilter]>([
	['another spelling', {kind: 'any_of', field: 'tag.Business Owner', values: ['wanted'], match: 'loose'}],
	['two values in one text', {kind: 'any_of', field: 'tag.Business Owner', values: ['A, B'], match: 'exact'}],
	['a field that no export is narrowed by', {kind: 'any_of', field: 'hostnames', values: ['web-1'], match: 'exact'}],
])('%s is left to our own check', async (_, filter) => {
	const world = await open();
	const all = idsOf((await listAll(world.connector, 'asset')).records);
	expect(idsOf((await listAll(world.connector, 'asset', {filters: [filter]})).records)).toEqual(all);
});
