import type {Clock} from '../core/process/clock.js';
import type {Connector, ConnectorContext} from '../core/connector.js';
import type {Database} from '../core/database.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {Logger} from '../core/process/logger.js';
import {loadConnectorFactory} from './load-connector-factory.js';
import {createCallRecorder} from './call-recorder.js';
import type {KnownSecrets} from './known-secrets.js';
import {takeTurns} from './take-turns.js';

export type ConnectDependencies = {
	readonly database: Database;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly version: string;
	/** Told each secret of a connection before it is used, so that no sink shows it. */
	readonly learnSecret: KnownSecrets['learn'];
};

/** Makes the connector of a system, with its calls logged and its rate limit and circuit shared by all processes. */
export const createConnect = ({database, clock, logger, version, learnSecret}: ConnectDependencies) => async (system: ExternalSystem, operationId: string | undefined, onWait?: ConnectorContext['onWait']): Promise<Connector> => {
	const factory = await loadConnectorFactory(system);
	for (const {name, isSecret} of factory.options) {
		const value = system.connectionConfig[name];
		if (isSecret && typeof value === 'string') learnSecret(value, 'configured');
	}
	const {traffic, apiCalls} = database.stores;
	const recorder = createCallRecorder({store: apiCalls, logger, externalSystemId: system.id, operationId});
	const connector = factory.create({
		system, clock, logger: logger.with({system: system.systemName}), version, learnSecret: token => learnSecret(token, 'token'),
		recordCall: recorder.record,
		...(onWait === undefined ? {} : {onWait}),
		...takeTurns({system, traffic, clock, logger, isRun: operationId !== undefined, onWait}),
		circuit: {load: () => traffic.findCircuit(system.id), replace: (from, to) => traffic.replaceCircuit(system.id, from, to)},
	});
	return {
		...connector,
		close: async () => {
			await connector.close();
			await recorder.flush();
		},
	};
};
