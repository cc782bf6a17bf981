// The same load as an application on Sequelize writes it: our connector and our mapper, then bulkCreate with updateOnDuplicate.
import process from 'node:process';
import type {ModelStatic, Transaction} from 'sequelize';
import {tenableConnector} from '../../source/connectors/tenable/tenable-connector.js';
import type {Page} from '../../source/core/connector.js';
import {silentLogger} from '../../source/core/process/logger.js';
import type {Fields} from '../../source/core/stores/page-store.js';
import {systemClock} from '../../source/core/process/system-clock.js';
import {createConnection} from '../../source/database/connection.js';
import {parseDatabaseUrl} from '../../source/database/database-url.js';
import {defineModels} from '../../source/database/models/define-models.js';
import {openDatabase} from '../../source/database/open-database.js';
import {listPages} from '../../source/sync/inbound/list-pages.js';
import {loadPair} from '../../source/sync/load-pair.js';
import type {Pair} from '../../source/sync/pair.js';
import type {Place} from '../support/open-operations.js';
import {workerInput} from '../support/run-worker.js';

export type BulkCreateFigures = {readonly ms: number; readonly cpuMs: number; readonly rows: number};

type Row = Readonly<Record<string, unknown>>;
/** What bulkCreate needs of a model, whatever its attributes are. */
type Table = Pick<ModelStatic<never>, 'getAttributes'> & {
	readonly bulkCreate: (rows: readonly Row[], options: object) => Promise<readonly {readonly id: string | number}[]>;
};

const {url} = workerInput<Place>();
const database = openDatabase({url, logger: silentLogger});
const connection = createConnection({address: parseDatabaseUrl(url), applicationName: 'parley bench', maxConnections: 2});
const models = defineModels(connection.sequelize);
const tables = {asset: models.asset, vulnerability: models.vulnerability} as unknown as Readonly<Record<string, Table>>;
const links = models.link as unknown as Table;
const operationId = '0b5e7a4c-4f1d-4d0e-9f5c-0c5b7f1a2d3e';

const {signal} = new AbortController();
const system = (await database.stores.systems.list()).find(({systemName}) => systemName === 'Tenable.io');
if (system === undefined) throw new Error('There is no Tenable.io.');
const connector = tenableConnector.create({
	system, clock: systemClock, logger: silentLogger, version: 'bench',
	recordCall: () => undefined, takeToken: async wanted => wanted.throwIfAborted(), pauseUntil: async () => undefined,
});
const policies = (await database.stores.rules.listPolicies()).filter(({externalSystemId, entityType}) => externalSystemId === system.id && entityType in tables);

let rows = 0;
const cpuBefore = process.cpuUsage();
const startedMs = performance.now();
for (const policy of policies) {
	const pair = await loadPair(database.stores, system, policy);
	for await (const page of listPages({pair, connector, signal, selection: undefined, read: Promise.resolve(pair.mapper.read)})) {
		rows += page.records.length;
		if (page.records.length > 0) await connection.sequelize.transaction(transaction => writePage(pair, page, transaction));
	}
}
const ms = performance.now() - startedMs;
const cpu = process.cpuUsage(cpuBefore);
await connector.close();
await connection.close();
await database.close();
const figures: BulkCreateFigures = {ms, cpuMs: (cpu.user + cpu.system) / 1000, rows};
console.log(JSON.stringify(figures));

async function writePage({definition, system: {id: externalSystemId, systemType}, mapper}: Pair, {records}: Page, transaction: Transaction): Promise<void> {
	const table = tables[definition.entityType];
	if (table === undefined) throw new Error(`There is no table for ${definition.plural}.`);
	const attributes = new Map(Object.entries(table.getAttributes()).map(([name, {field}]) => [field ?? name, name]));
	const at = new Date();
	const stamps = {
		created_at: at, updated_at: at, ingestion_source: systemType, ingestion_batch_id: operationId, sync_status: 'synced',
		...(definition.syncedAtField === undefined ? {} : {[definition.syncedAtField]: at}),
	};
	const idField = definition.externalIdFields[systemType] ?? '';
	const read = records.map(record => {
		const mapped = mapper.map(record);
		if (mapped.kind !== 'mapped') throw new Error(`${record.externalId} cannot be mapped.`);
		return {record, hash: record.read?.hash ?? mapper.read(record).hash, fields: mapped.fields satisfies Fields};
	});
	const created = await table.bulkCreate(read.map(({record, fields}) => {
		const row = {[idField]: record.externalId, ...fields, ...stamps, ...(definition.keepsRaw ? {raw_json: record.fields} : {})};
		return Object.fromEntries(Object.entries(row).map(([column, value]) => [attributes.get(column) ?? column, value]));
	}), {transaction, returning: ['id'], updateOnDuplicate: [...attributes.values()].filter(name => name !== 'id')});
	await links.bulkCreate(read.map(({record, hash, fields}, index) => ({
		externalSystemId, entityType: definition.entityType, externalId: record.externalId, internalId: String(created[index]?.id), base: fields, theirs: null,
		externalHash: Buffer.from(hash, 'hex'), externalChangedAt: record.changedAt === undefined ? null : new Date(record.changedAt),
	})), {
		transaction, returning: false, conflictAttributes: ['externalSystemId', 'entityType', 'externalId'],
		updateOnDuplicate: ['internalId', 'base', 'theirs', 'externalHash', 'externalChangedAt', 'updatedAt'],
	});
}
