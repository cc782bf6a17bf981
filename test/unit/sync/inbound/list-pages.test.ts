import {expect, test} from 'vitest';
import type {Connector, Page} from '../../../../source/core/connector.js';
import {entityDefinitions} from '../../../../source/core/entity.js';
import {listPages} from '../../../../source/sync/inbound/list-pages.js';
import type {Pair} from '../../../../source/sync/pair.js';

const pair: Pair = {
	system: {
		id: 1, systemName: 'X', systemType: 'tenable', apiBaseUrl: 'https://x.example', apiVersion: null, authenticationMethod: 'api_key', connectionConfig: {}, syncEnabled: true,
		syncFrequencyMinutes: 60, lastSyncTime: null, lastSyncStatus: null, isActive: true, rateLimit: {requestsPerMinute: 1, burstCapacity: 1}, retry: {maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 1},
	},
	definition: entityDefinitions.asset,
	policy: {
		id: 1, externalSystemId: 1, entityType: 'asset', direction: 'inbound', strategy: 'manual', fields: {}, filters: [], batchSize: 10, isActive: true, isPushEnabled: false,
		scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC',
	},
	mappings: [], mappingVersion: 1, shared: new Map(), mapper: {fields: [], rules: '', read: () => ({hash: ''}), readWhole: () => ({hash: '', mapped: {kind: 'mapped', fields: {}}}), map: () => ({kind: 'mapped', fields: {}}), mapPrevious: () => undefined},
	rules: [], fields: [],
};

/** Another side with so many pages of one record each; a page that is `broken` cannot be had. */
function createOtherSide(pages: number, broken?: number) {
	const asked: number[] = [];
	let underWay = 0;
	let mostUnderWay = 0;
	const connector: Connector = {
		name: 'X', capabilities: {entities: {}}, check: async () => ({description: ''}), read: async () => undefined, write: async () => ({kind: 'rejected', reasons: []}), close: async () => {},
		list: async ({cursor}): Promise<Page> => {
			const page = Number(cursor?.['page'] ?? 1);
			asked.push(page);
			underWay += 1;
			mostUnderWay = Math.max(mostUnderWay, underWay);
			await new Promise(setImmediate);
			underWay -= 1;
			if (page === broken) throw new Error(`Page ${page} is broken.`);
			return {records: [{externalId: String(page), fields: {}}], unreadable: [], ...(page < pages ? {next: {page: page + 1}} : {})};
		},
	};
	return {connector, asked, mostUnderWay: () => mostUnderWay};
}

const list = (connector: Connector) => listPages({pair, connector, signal: new AbortController().signal, selection: undefined, read: Promise.resolve(pair.mapper.read)});

/** All that is under way and can go on has gone on. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}

test('asks for the next page while one is looked at, one call after the other, and gives all in order', async () => {
	const {connector, asked, mostUnderWay} = createOtherSide(6);
	const seen: (string | undefined)[] = [];
	for await (const page of list(connector)) {
		seen.push(page.records[0]?.externalId);
		await settle();
		expect(asked.length).toBe(Math.min(seen.length + 1, 6));
	}
	expect(seen).toEqual(['1', '2', '3', '4', '5', '6']);
	expect(asked).toEqual([1, 2, 3, 4, 5, 6]);
	expect(mostUnderWay()).toBe(1);
});

test('asks for nothing more when nobody wants the rest', async () => {
	const {connector, asked} = createOtherSide(9);
	for await (const page of list(connector)) {
		if (page.records[0]?.externalId === '2') break;
	}
	await settle();
	expect(asked).toEqual([1, 2, 3]);
});

test('gives every page before one that cannot be had, and then tells why', async () => {
	const {connector} = createOtherSide(9, 3);
	const seen: (string | undefined)[] = [];
	await expect((async () => {
		for await (const page of list(connector)) {
			seen.push(page.records[0]?.externalId);
			await settle();
		}
	})()).rejects.toThrow('Page 3 is broken.');
	expect(seen).toEqual(['1', '2']);
});
