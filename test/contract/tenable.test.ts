import {tenableConnector} from '../../source/connectors/tenable/tenable-connector.js';
import {createOrganization} from '../../source/simulator/organization.js';
import {startTenableSimulator} from '../../source/simulator/tenable/start-tenable-simulator.js';
import {createSleeplessClock} from '../integration/connectors/http/client-under-test.js';
import {hostileTexts} from './connector-world.js';
import {describeConnector} from './describe-connector.js';

/** A tag value is trimmed, holds no comma and at most fifty characters, and "NULL" is "null". */
const tagTexts = hostileTexts.filter(text => text === text.trim() && !text.includes(',') && text.length <= 50 && text !== 'NULL');
const traits = {
	texts: tagTexts, readsWhole: false, isWriteAtomic: false, canHoldNull: true, canHoldEmpty: false, canOmit: false, canSpoil: false, canRemove: true, readTellsRemoval: false, canWrite: true, canCreate: false,
};

describeConnector('tenable', traits, async () => {
	// A connector that waits for an export moves the simulator's time as well.
	const clock = createSleeplessClock(new Date());
	const organization = createOrganization({seed: 7, assets: 250, findings: 500, now: clock.now()});
	const simulator = await startTenableSimulator({organization, clock});
	const {assets} = simulator.tenant;
	const parts = {
		systemType: 'tenable', authenticationMethod: 'api_key', apiBaseUrl: simulator.url,
		connectionConfig: {access_key: simulator.accessKey, secret_key: simulator.secretKey, asset_chunk_size: '100'},
	} as const;
	const wrongKey = 'f'.repeat(64);
	const category = 'Business Owner';
	const current = (id: string) => assets.viewOf(assets.findIndex(id) ?? -1).tags.map(({valueUuid}) => simulator.tenant.tags.value(valueUuid)).filter(tag => tag !== undefined);
	const ids = async () => Array.from({length: assets.count()}, (_, index) => index)
		.filter(index => assets.overlayOf(index).deletedAt === undefined).map(index => organization.assetIdAt(index));
	return {
		factory: tenableConnector,
		clock,
		system: parts,
		badCredentials: {...parts, connectionConfig: {...parts.connectionConfig, secret_key: wrongKey}},
		nobodyThere: {...parts, apiBaseUrl: 'http://127.0.0.1:2'},
		entityType: 'asset',
		pageSize: 100,
		field: `tag.${category}`,
		secrets: [simulator.accessKey, simulator.secretKey, wrongKey],
		their: {
			ids,
			add: async () => {
				simulator.edit({action: 'discover'});
				return (await ids()).at(-1) ?? '';
			},
			set: async (id, value) => {
				clock.advance(1000); // Tenable tells times in whole seconds.
				const owner = simulator.tenant.tags.findCategory(category)?.uuid;
				const tags = current(id).filter(tag => tag.categoryUuid === owner);
				if (value === null) simulator.edit(...tags.map(tag => ({action: 'untag', asset: id, category, value: tag.value}) as const));
				else simulator.edit({action: 'retag', asset: id, category, value});
			},
			remove: async id => simulator.edit({action: 'delete', asset: id}),
		},
		close: () => simulator.close(),
	};
});
