import {AppError} from '../errors/app-error.js';
import type {ConnectorFactory} from '../core/connector.js';
import type {ExternalSystem} from '../core/external-system.js';
import {toCommand} from '../core/text/to-command.js';
import {tenableConnector} from './tenable/tenable-connector.js';
import {xactaRestConnector} from './xacta-rest/xacta-rest-connector.js';
import {xactaDatabaseConnector} from './xacta/xacta-connector.js';

/** Every kind of external system that Parley can talk to. A new one is a folder and a line here. */
const connectorFactories: readonly ConnectorFactory[] = [tenableConnector, xactaDatabaseConnector, xactaRestConnector];

/** The connector for a system's type and way of authentication. CONNECTION_CONFIG_INVALID when there is none. */
export function findConnectorFactory({systemName, systemType, authenticationMethod}: Pick<ExternalSystem, 'systemName' | 'systemType' | 'authenticationMethod'>): ConnectorFactory {
	const ofType = connectorFactories.filter(factory => factory.systemType === systemType);
	const factory = ofType.find(({authenticationMethods}) => authenticationMethods === undefined || authenticationMethods.includes(authenticationMethod));
	if (factory !== undefined) return factory;
	const known = ofType.length === 0
		? `system types are: ${connectorFactories.map(({systemType: type}) => type).join(', ')}`
		: `for "${systemType}" there is: ${ofType.flatMap(({authenticationMethods}) => authenticationMethods ?? []).join(', ')}`;
	throw new AppError({
		code: 'CONNECTION_CONFIG_INVALID',
		message: `${systemName} has the type "${systemType}" with the authentication method "${authenticationMethod}", and no connector serves that.`,
		nextStep: `Correct it: ${toCommand('systems edit', systemName)} (${known}).`,
	});
}
