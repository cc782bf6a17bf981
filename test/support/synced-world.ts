import {randomUUID} from 'node:crypto';
import pg from 'pg';
import {createConnect} from '../../source/composition/create-connect.js';
import type {Connector} from '../../source/core/connector.js';
import type {EntityType} from '../../source/core/entity.js';
import type {Database} from '../../source/core/database.js';
import {silentLogger} from '../../source/core/process/logger.js';
import type {Operation} from '../../source/core/operation.js';
import {systemClock} from '../../source/core/process/system-clock.js';
import {createConnection} from '../../source/database/connection.js';
import {parseDatabaseUrl} from '../../source/database/database-url.js';
import {runSeeders} from '../../source/database/migrate.js';
import {openDatabase} from '../../source/database/open-database.js';
import {findConnectorFactory} from '../../source/connectors/registry.js';
import {bindOperations} from '../../source/operations/bind-operations.js';
import type {OperationContext} from '../../source/operations/context.js';
import type {Operations} from '../../source/operations/operations.js';
import {createOrganization, type Organization} from '../../source/simulator/organization.js';
import {withDatabase} from '../../source/simulator/xacta/administer.js';
import {startXactaSimulator, type XactaSimulator} from '../../source/simulator/xacta/start-xacta-simulator.js';
import {createTestDatabase} from './postgres.js';

export type SyncedWorld = AsyncDisposable & {
	readonly database: Database;
	readonly url: string;
	readonly operations: Operations;
	/** Another process on the same database and systems, with parts of it replaced. */
	readonly bind: (parts: Partial<OperationContext>, wrap?: (connector: Connector) => Connector) => Operations;
	readonly organization: Organization;
	readonly xacta: XactaSimulator;
	/** Runs one entity type of Xacta and gives its child operation. */
	readonly sync: (entityType: EntityType, scope?: 'changes' | 'full') => Promise<Operation>;
	/** Another program that writes our tables: its edits are captured. */
	readonly otherProgram: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
};

/** The simulated Xacta's own database, with all rights: for what nobody does through Parley. */
export const xactaUrl = ({url, xacta}: Pick<SyncedWorld, 'url' | 'xacta'>): string =>
	withDatabase(url, /\/([^/?]+)(?:\?|$)/.exec(xacta.connectionString.replace(/^\w+:\/\/[^/]*/, ''))?.[1] ?? '');

/** A migrated, seeded database and a simulated Xacta of its own, connected and enabled. */
export async function createSyncedWorld(size: {readonly systems?: number; readonly poams?: number; readonly assets?: number; readonly findings?: number; readonly seed?: number} = {}): Promise<SyncedWorld> {
	const {systems = 2, poams = 20, assets = 10, findings = 50, seed = 1} = size;
	const testDatabase = await createTestDatabase();
	const {url} = testDatabase;
	const seeding = createConnection({address: parseDatabaseUrl(url), applicationName: 'test seeds', maxConnections: 2});
	await runSeeders(seeding.sequelize);
	await seeding.close();
	const organization = createOrganization({seed, systems, poams, assets, findings, now: new Date()});
	const simulated = `xacta_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
	const xacta = await startXactaSimulator({organization, databaseUrl: url, database: simulated, seed, clock: systemClock});
	const database = openDatabase({url, logger: silentLogger, applicationName: 'test', maxConnections: 4});
	const actor = await database.stores.users.ensure('sam', 'admin');
	const connect = createConnect({database, clock: systemClock, logger: silentLogger, version: 'test', learnSecret: () => {}});
	const bind: SyncedWorld['bind'] = (parts, wrap = connector => connector) => bindOperations({
		database, clock: systemClock, logger: silentLogger, isReadOnly: false, newId: randomUUID, actor,
		connect: async (...of) => wrap(await connect(...of)),
		connectorOptions: system => findConnectorFactory(system).options,
		...parts,
	});
	const operations = bind({});
	await operations.setSystemConnection({systemName: 'Xacta 360', config: {connection_string: xacta.connectionString, username: xacta.username, password: xacta.password}});
	await operations.setSystemEnabled({systemName: 'Xacta 360', enabled: true});
	const other = new pg.Client({connectionString: url, application_name: 'app_rasdash'});
	await other.connect();
	return {
		database, url, operations, bind, organization, xacta,
		sync: async (entityType, scope = 'changes') => {
			const outcome = await operations.runSync({systemName: 'Xacta 360', entityType, scope});
			const [child] = outcome.runs[0]?.children ?? [];
			if (outcome.failure !== undefined || child === undefined) throw outcome.failure;
			return child;
		},
		otherProgram: async <Row extends object>(text: string, values: readonly unknown[] = []) => (await other.query<Row>(text, [...values])).rows,
		[Symbol.asyncDispose]: async () => {
			await other.end();
			await database.close();
			await xacta.drop();
			await testDatabase.close();
		},
	};
}
