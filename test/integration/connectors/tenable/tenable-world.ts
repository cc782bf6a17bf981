import {afterEach} from 'vitest';
import type {ApiCall, Connector, ConnectorContext, Cursor, ExternalRecord, Page, UnreadableRecord} from '../../../../source/core/connector.js';
import type {ExternalFilter} from '../../../../source/core/external-filter.js';
import {silentLogger} from '../../../../source/core/process/logger.js';
import {tenableConnector} from '../../../../source/connectors/tenable/tenable-connector.js';
import {createOrganization, type Organization} from '../../../../source/simulator/organization.js';
import type {TenantSettings} from '../../../../source/simulator/tenable/settings.js';
import {startTenableSimulator, type TenableSimulator} from '../../../../source/simulator/tenable/start-tenable-simulator.js';
import {createSleeplessClock} from '../http/client-under-test.js';

export const signal = new AbortController().signal;

export type TenableWorld = {
	readonly simulator: TenableSimulator;
	readonly organization: Organization;
	/** Shared by both sides: a connector that sleeps moves the simulator's time as well. */
	readonly clock: ReturnType<typeof createSleeplessClock>;
	readonly connector: Connector;
	readonly calls: readonly ApiCall[];
	/** Another connector to the same simulator, as another process would have. */
	readonly open: (config?: Readonly<Record<string, string>>, url?: string) => Connector;
	readonly close: () => Promise<void>;
};

export type WorldOptions = {
	readonly assets?: number;
	readonly findings?: number;
	readonly settings?: Partial<TenantSettings>;
	readonly config?: Readonly<Record<string, string>>;
	readonly context?: Partial<ConnectorContext>;
};

/** A simulated Tenable on loopback and a connector to it, on one clock that only moves when somebody sleeps. */
export async function openTenableWorld({assets = 350, findings = 1400, settings = {}, config = {}, context = {}}: WorldOptions = {}): Promise<TenableWorld> {
	const clock = createSleeplessClock(new Date());
	const organization = createOrganization({seed: 7, assets, findings, now: clock.now()});
	const simulator = await startTenableSimulator({organization, clock, settings});
	const calls: ApiCall[] = [];
	const opened: Connector[] = [];
	const open: TenableWorld['open'] = (changes = {}, apiBaseUrl = simulator.url) => {
		const connector = tenableConnector.create({
			system: {
				id: 1, systemName: 'Tenable.io', systemType: 'tenable', apiBaseUrl, apiVersion: null, authenticationMethod: 'api_key',
				connectionConfig: {access_key: simulator.accessKey, secret_key: simulator.secretKey, asset_chunk_size: '100', ...config, ...changes},
				syncEnabled: true, syncFrequencyMinutes: 60, lastSyncTime: null, lastSyncStatus: null, isActive: true,
				rateLimit: {requestsPerMinute: 1000, burstCapacity: 100}, retry: {maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 1000},
			},
			clock, logger: silentLogger, recordCall: call => void calls.push(call),
			takeToken: async waiting => waiting.throwIfAborted(),
			pauseUntil: async () => undefined, version: '0.1.0', ...context,
		});
		opened.push(connector);
		return connector;
	};
	return {
		simulator, organization, clock, calls, open, connector: open(),
		async close() {
			for (const connector of opened) await connector.close();
			await simulator.close();
		},
	};
}

/** Gives `openTenableWorld` for a file of tests: what it opens is closed after each of them. */
export function useTenableWorlds(): typeof openTenableWorld {
	const worlds: TenableWorld[] = [];
	afterEach(async () => {
		for (const world of worlds.splice(0)) await world.close();
	});
	return async options => {
		const world = await openTenableWorld(options);
		worlds.push(world);
		return world;
	};
}

export type Listed = {readonly records: readonly ExternalRecord[]; readonly unreadable: readonly UnreadableRecord[]; readonly pages: readonly Page[]; readonly last: Page; readonly gaps: readonly string[]};

/** Reads a listing to its end as sync does; `between` runs after each page but the last. */
export async function listAll(connector: Connector, entityType: 'asset' | 'vulnerability', start: {readonly since?: Cursor; readonly cursor?: Cursor; readonly filters?: readonly ExternalFilter[]} = {}, between: (page: Page, count: number) => void | Promise<void> = () => {}): Promise<Listed> {
	const pages: Page[] = [];
	let {cursor} = start;
	for (;;) {
		const page = await connector.list({entityType, pageSize: 1000, signal, ...(start.since !== undefined && {since: start.since}), ...(start.filters !== undefined && {filters: start.filters}), ...(cursor !== undefined && {cursor})});
		pages.push(page);
		if (page.next === undefined) return {records: pages.flatMap(({records}) => records), unreadable: pages.flatMap(({unreadable}) => unreadable), pages, last: page, gaps: page.gaps ?? []};
		await between(page, pages.length);
		cursor = JSON.parse(JSON.stringify(page.next)) as Cursor;
	}
}

export const idsOf = (records: readonly ExternalRecord[]): readonly string[] => records.map(({externalId}) => externalId).sort();

export const countRequests = ({simulator}: TenableWorld, pattern: RegExp): number =>
	Object.entries(simulator.report().byRequest).reduce((sum, [request, count]) => sum + (pattern.test(request) ? count : 0), 0);
