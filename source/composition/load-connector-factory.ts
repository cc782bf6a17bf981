import type {ConnectorFactory} from '../core/connector.js';
import type {ExternalSystem} from '../core/external-system.js';

/** The connector that serves a system. Loaded when a system is first reached: to show what is known, none is needed. */
export async function loadConnectorFactory(system: ExternalSystem): Promise<ConnectorFactory> {
	const {findConnectorFactory} = await import('../connectors/registry.js');
	return findConnectorFactory(system);
}
