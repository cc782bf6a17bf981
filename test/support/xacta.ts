import {randomBytes} from 'node:crypto';
import {inject} from 'vitest';
import type {Clock} from '../../source/core/process/clock.js';
import type {Connector} from '../../source/core/connector.js';
import type {JsonObject} from '../../source/core/json.js';
import {systemClock} from '../../source/core/process/system-clock.js';
import {xactaDatabaseConnector} from '../../source/connectors/xacta/xacta-connector.js';
import {createOrganization, type OrganizationOptions} from '../../source/simulator/organization.js';
import {startXactaSimulator, type XactaSimulator} from '../../source/simulator/xacta/start-xacta-simulator.js';
import {recordingContext, type RecordingContext} from './connector-context.js';
import {clusterUrl} from './postgres-cluster.js';

export type XactaWorld = {
	readonly simulator: XactaSimulator;
	readonly organization: ReturnType<typeof createOrganization>;
	/** The superuser's URL of the simulated database, for what no person does in Xacta. */
	readonly adminUrl: string;
	readonly connect: (config?: JsonObject) => {readonly connector: Connector; readonly context: RecordingContext};
	/** Closes every connector that was opened, and drops the database. */
	readonly close: () => Promise<void>;
};

/** A simulated Xacta of its own, on this run's PostgreSQL. */
export async function openXactaWorld(options: Partial<OrganizationOptions> & {readonly clock?: Clock; readonly hasIntegrationSchema?: boolean} = {}): Promise<XactaWorld> {
	const {clock = systemClock, hasIntegrationSchema = false, ...sizes} = options;
	const organization = createOrganization({seed: 7, assets: 20, findings: 0, now: new Date(), ...sizes});
	const database = `xacta_${randomBytes(6).toString('hex')}`;
	const socketFolder = inject('postgresSocketFolder');
	const simulator = await startXactaSimulator({organization, databaseUrl: clusterUrl(socketFolder, 'postgres'), database, seed: 7, clock, hasIntegrationSchema});
	const connectors: Connector[] = [];
	return {
		simulator,
		organization,
		adminUrl: clusterUrl(socketFolder, database),
		connect(config = {}) {
			const {connectionString, username, password} = simulator;
			const context = recordingContext({
				systemType: 'xacta', authenticationMethod: 'database', connectionConfig: {connection_string: connectionString, username, password, ...config},
			});
			const connector = xactaDatabaseConnector.create(context);
			connectors.push(connector);
			return {connector, context};
		},
		async close() {
			await Promise.all(connectors.map(connector => connector.close()));
			await simulator.drop();
		},
	};
}
