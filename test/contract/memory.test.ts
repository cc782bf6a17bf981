import {createMemoryConnectorFactory} from '../../source/connectors/memory/memory-connector.js';
import {createMemoryService} from '../../source/connectors/memory/memory-service.js';
import {hostileTexts} from './connector-world.js';
import {describeConnector} from './describe-connector.js';

const token = 'a-token-that-nobody-may-see';

describeConnector('memory', {
	texts: hostileTexts, readsWhole: true, isWriteAtomic: true, canHoldNull: true, canHoldEmpty: true, canOmit: true, canSpoil: true, canRemove: true, readTellsRemoval: true, canWrite: true, canCreate: true,
}, async () => {
	const open = () => createMemoryService({token, now: () => new Date()});
	const service = open();
	const offline = open();
	offline.people.goOffline(true);
	for (let at = 0; at < 8; at++) service.people.put('poam', `p-${at}`, {title: `thing ${at}`, owner: 'somebody'});
	let added = 0;
	// One factory serves both: which service it speaks to is decided by the address, as for any other connector.
	const entities = {poam: {writableFields: ['title', 'owner'], canCreate: true}} as const;
	const factories = {here: createMemoryConnectorFactory(service, entities), nobody: createMemoryConnectorFactory(offline, entities)};
	const parts = {systemType: 'memory', authenticationMethod: 'token', connectionConfig: {token}} as const;
	return {
		factory: {...factories.here, create: context => (context.system.apiBaseUrl === 'nobody' ? factories.nobody : factories.here).create(context)},
		system: parts,
		badCredentials: {...parts, connectionConfig: {token: 'a-wrong-token'}},
		nobodyThere: {...parts, apiBaseUrl: 'nobody'},
		entityType: 'poam',
		pageSize: 3,
		field: 'title',
		secrets: [token, 'a-wrong-token'],
		newRecord: {title: 'made by parley'},
		their: {
			ids: async () => service.people.idsOf('poam'),
			add: async () => {
				// Now before, now behind those that are there.
				const id = `${++added % 2 === 0 ? 'a' : 'z'}-${added}`;
				service.people.put('poam', id, {title: 'new'});
				return id;
			},
			set: async (id, value) => service.people.put('poam', id, {title: value, owner: 'somebody'}),
			remove: async id => service.people.remove('poam', id),
			omit: async id => service.people.put('poam', id, {owner: 'somebody'}),
			spoil: async () => {
				service.people.spoil('poam', 'q-1', {id: 'q-1', revision: 'seven'});
				return async () => service.people.remove('poam', 'q-1');
			},
		},
		close: async () => undefined,
	};
});
