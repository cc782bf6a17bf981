// An export read as a first sync reads it: downloaded, parsed and mapped page by page by the connector and the mapper, and nothing written.
import process from 'node:process';
import {boundHeap} from '../../source/composition/bound-heap.js';
import {tenableConnector} from '../../source/connectors/tenable/tenable-connector.js';
import type {Cursor, Page} from '../../source/core/connector.js';
import {entityDefinitions} from '../../source/core/entity.js';
import {silentLogger} from '../../source/core/process/logger.js';
import {systemClock} from '../../source/core/process/system-clock.js';
import {fieldMappingRow} from '../../source/database/stores/rule-rows.js';
import {createRecordMapper} from '../../source/sync/mapping/map-record.js';
import {tenableMappings} from '../../seeders/data/tenable-mappings.js';
import {readPeakMegabytes} from '../support/process-figures.js';
import {workerInput} from '../support/run-worker.js';

export type ReadInput = {readonly url: string; /** Also what tells later that a record has not changed. */ readonly withHash?: boolean};
export type ReadFigures = {readonly ms: number; readonly rows: number; readonly cpuMs: number; readonly peakMegabytes: number};

boundHeap();
const {url, withHash = false} = workerInput<ReadInput>();
const mappings = (tenableMappings as {readonly vulnerability: readonly object[]}).vulnerability.map((row, index) =>
	fieldMappingRow.parse({...row, id: index + 1, external_system_id: 1, entity_type: 'vulnerability', mapping_version: 1, previous_rule: null}));
const mapper = createRecordMapper(entityDefinitions.vulnerability, mappings, new Map());
const key = 'f'.repeat(64);
const connector = tenableConnector.create({
	system: {
		id: 1, systemName: 'Tenable.io', systemType: 'tenable', apiBaseUrl: url, apiVersion: null, authenticationMethod: 'api_key', connectionConfig: {access_key: key, secret_key: key},
		syncEnabled: true, syncFrequencyMinutes: 60, lastSyncTime: null, lastSyncStatus: null, isActive: true,
		rateLimit: {requestsPerMinute: 600_000, burstCapacity: 10_000}, retry: {maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 1000},
	},
	clock: systemClock, logger: silentLogger, version: 'bench',
	recordCall: () => undefined, takeToken: async signal => signal.throwIfAborted(), pauseUntil: async () => undefined,
});

const {signal} = new AbortController();
const cpuBefore = process.cpuUsage();
const startedMs = performance.now();
const list = (cursor?: Cursor) => connector.list({entityType: 'vulnerability', pageSize: 1000, signal, ...(withHash ? {read: mapper.readWhole} : {}), ...(cursor === undefined ? {} : {cursor})});
let rows = 0;
for (let coming: Promise<Page> | undefined = list(); coming !== undefined; ) {
	const page: Page = await coming;
	// As a sync does: the next page is on its way while this one is looked at.
	coming = page.next === undefined ? undefined : list(page.next);
	if (page.unreadable.length > 0 || (page.gaps ?? []).length > 0) throw new Error(`The export is not whole: ${JSON.stringify([page.unreadable[0]?.reason, page.gaps])}`);
	for (const record of page.records) {
		const mapped = record.read?.mapped ?? mapper.map(record);
		if (mapped.kind !== 'mapped') throw new Error(`${record.externalId} cannot be mapped.`);
	}
	rows += page.records.length;
}
const cpu = process.cpuUsage(cpuBefore);
const figures: ReadFigures = {ms: performance.now() - startedMs, rows, cpuMs: (cpu.user + cpu.system) / 1000, peakMegabytes: await readPeakMegabytes('self')};
await connector.close();
console.log(JSON.stringify(figures));
