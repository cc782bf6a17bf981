import {envelope} from '../http/envelope.js';
import type {Route} from '../http/route.js';
import type {Call, Instance} from '../instance.js';
import {toWireSystem} from '../records/to-wire.js';
import {readSystems} from '../state/queries.js';
import {findSystem} from './find-system.js';

/** Systems cannot be written at all: any other method is 405. */
export function systemRoutes(instance: Instance): readonly Route[] {
	const today = () => instance.clock.now().toISOString().slice(0, 10);
	return [
		{method: 'GET', path: '/api', handle: () => envelope({success: true})},
		{method: 'GET', path: '/api/systems', handle: async call => {
			const wire = (await readSystems(instance.pool)).map(system => toWireSystem(system, instance.codec, today()));
			return envelope(wire.filter(system => isWanted(system['authorizationStatus'] === 'Decommissioned', call)));
		}},
		{method: 'GET', path: '/api/systems/:systemId', handle: async call => envelope(toWireSystem(await findSystem(instance, call), instance.codec, today()))},
	];
}

const isWanted = (isDecommissioned: boolean, {query}: Call): boolean => !isDecommissioned || query.get('includeDecommissioned') !== 'false';
