import pg from 'pg';
import {xactaDatabaseConnector} from '../../source/connectors/xacta/xacta-connector.js';
import {openXactaWorld} from '../support/xacta.js';
import {hostileTexts} from './connector-world.js';
import {describeConnector} from './describe-connector.js';

describeConnector('xacta-integration', {
	texts: hostileTexts, readsWhole: true, isWriteAtomic: true, canHoldNull: true, canHoldEmpty: true, canOmit: false, canSpoil: false, canRemove: true, readTellsRemoval: true, canWrite: true, canCreate: true,
}, async () => {
	const world = await openXactaWorld({systems: 2, poams: 8, hasIntegrationSchema: true});
	const {connectionString, username, password} = world.simulator;
	const admin = new pg.Client({connectionString: world.adminUrl});
	await admin.connect();
	const config = {connection_string: connectionString, username, password, profile: 'xacta-integration', schema: 'xacta_int'};
	const parts = {systemType: 'xacta', authenticationMethod: 'database', connectionConfig: config} as const;
	const [system] = world.organization.systems;
	let added = 0;
	return {
		factory: xactaDatabaseConnector,
		system: parts,
		badCredentials: {...parts, connectionConfig: {...config, username: 'nobody_of_that_name', password: 'a-wrong-password'}},
		nobodyThere: {...parts, connectionConfig: {...config, connection_string: 'postgres:///xacta?host=/nonexistent'}},
		entityType: 'poam',
		pageSize: 3,
		field: 'comments',
		secrets: [password, 'a-wrong-password'],
		newRecord: {system_id: system?.systemId ?? '', weakness_description: 'Found by a scan', poam_status: 'ongoing', risk_rating: 'high'},
		their: {
			ids: async () => (await admin.query<{poam_id: string}>('select poam_id from xacta_int.poams order by poam_id')).rows.map(row => row.poam_id),
			add: async () => {
				// Now before, now behind those that are there.
				const id = `${++added % 2 === 0 ? 'A' : 'Z'}-${added}`;
				await admin.query(`insert into xacta_int.poams (poam_id, system_id, weakness_description, status) values ($1, $2, 'new', 'ongoing')`, [id, system?.systemId]);
				return id;
			},
			set: async (id, value) => {
				await admin.query(`update xacta_int.poams set comments = $2, updated_by = 'somebody' where poam_id = $1`, [id, value]);
			},
			remove: async id => {
				await admin.query('delete from xacta_int.poams where poam_id = $1', [id]);
			},
		},
		close: async () => {
			await admin.end();
			await world.close();
		},
	};
});
