import {describe, expect, test} from 'vitest';
import type {ExternalRecord} from '../../../../source/core/connector.js';
import {countRequests, idsOf, listAll, signal, useTenableWorlds} from './tenable-world.js';

const open = useTenableWorlds();
const version2 = {asset_export_version: '2'};

/** Without what only one version tells, and the empty keys inside lists. */
function comparable({externalId, fields, changedAt, isDeleted}: ExternalRecord): object {
	const {network_interfaces: _interfaces, custom_attributes: _attributes, is_licensed: _licensed, is_public: _public, types: _types, ...common} = fields;
	return {externalId, changedAt, isDeleted, common};
}

const inOrder = (records: readonly ExternalRecord[]) => [...records].sort((left, right) => left.externalId.localeCompare(right.externalId)).map(comparable);

describe('version 2 of the asset export', () => {
	test('brings the same records as version 1, so that the same mappings read both', async () => {
		const world = await open();
		const first = await listAll(world.connector, 'asset');
		const second = await listAll(world.open(version2), 'asset');
		expect(countRequests(world, /^POST \/assets\/v2\/export 200/)).toBe(1);
		expect(second.gaps).toEqual([]);
		expect(inOrder(second.records)).toEqual(inOrder(first.records));
	});

	test('tells by one export what changed, what was deleted and what was terminated', async () => {
		const world = await open({config: version2});
		const full = await listAll(world.connector, 'asset');
		world.clock.advance(3_600_000);
		const [a = '', b = '', c = ''] = [3, 4, 5].map(index => world.organization.assetIdAt(index));
		world.simulator.edit({action: 'retag', asset: a, category: 'Business Owner', value: 'Somebody Else'}, {action: 'delete', asset: b}, {action: 'terminate', asset: c});
		const {records} = await listAll(world.connector, 'asset', {since: full.last.watermark ?? {}});
		expect(new Set(idsOf(records))).toEqual(new Set([a, b, c]));
		expect(new Set(idsOf(records.filter(({isDeleted}) => isDeleted)))).toEqual(new Set([b, c]));
		expect(records.find(({externalId}) => externalId === a)?.fields['tag']).toMatchObject({'Business Owner': 'Somebody Else'});
		expect(world.simulator.report().exports).toHaveLength(2);
	});

	test('does not tell of deleted assets to a user who is no administrator, and neither does version 1', async () => {
		const world = await open({settings: {permissions: 32}});
		const full = await listAll(world.connector, 'asset');
		world.clock.advance(3_600_000);
		const [gone = '', ended = ''] = [4, 5].map(index => world.organization.assetIdAt(index));
		world.simulator.edit({action: 'delete', asset: gone}, {action: 'terminate', asset: ended});
		for (const connector of [world.connector, world.open(version2)]) {
			const {records} = await listAll(connector, 'asset', {since: full.last.watermark ?? {}});
			expect(new Set(idsOf(records))).toEqual(new Set([ended]));
		}
	});

	test('an option that was changed in the middle of a listing for changes starts it anew, and no deletion is lost', async () => {
		const world = await open();
		const full = await listAll(world.connector, 'asset');
		world.clock.advance(3_600_000);
		const [a = '', b = ''] = [3, 4].map(index => world.organization.assetIdAt(index));
		world.simulator.edit({action: 'acr', asset: a, score: 9}, {action: 'delete', asset: b});
		const since = full.last.watermark ?? {};
		const begun = await world.connector.list({entityType: 'asset', pageSize: 100, signal, since});
		expect(idsOf(begun.records)).toEqual([a]);
		const rest = await listAll(world.open(version2), 'asset', {since, cursor: begun.next ?? {}});
		expect(idsOf(rest.records)).toEqual(expect.arrayContaining([a, b]));
	});
});

describe('an asset that was deleted or terminated', () => {
	test.each([['1'], ['2']])('in the middle of a full read by version %s is told by the next read for changes', async version => {
		const world = await open({config: {asset_export_version: version, overlap_minutes: '0'}});
		const [gone = '', ended = ''] = [340, 341].map(index => world.organization.assetIdAt(index));
		const full = await listAll(world.connector, 'asset', {}, (_page, count) => {
			world.clock.advance(60_000);
			if (count === 1) world.simulator.edit({action: 'delete', asset: gone}, {action: 'terminate', asset: ended});
		});
		const {records} = await listAll(world.connector, 'asset', {since: full.last.watermark ?? {}});
		expect(new Set(idsOf(records.filter(({isDeleted}) => isDeleted)))).toEqual(new Set([gone, ended]));
	});

	test.each([['1'], ['2']])('and came back is told by version %s as being there', async version => {
		const world = await open({config: {asset_export_version: version}});
		const asset = world.organization.assetIdAt(3);
		world.simulator.edit({action: 'terminate', asset});
		const full = await listAll(world.connector, 'asset');
		world.clock.advance(3_600_000);
		world.simulator.edit({action: 'restore', asset});
		const {records} = await listAll(world.connector, 'asset', {since: full.last.watermark ?? {}});
		expect(records.map(({externalId, isDeleted}) => [externalId, isDeleted])).toEqual([[asset, undefined]]);
	});
});
