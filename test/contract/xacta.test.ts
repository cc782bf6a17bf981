import pg from 'pg';
import {xactaDatabaseConnector} from '../../source/connectors/xacta/xacta-connector.js';
import {openXactaWorld} from '../support/xacta.js';
import {hostileTexts} from './connector-world.js';
import {describeConnector} from './describe-connector.js';

describeConnector('xacta', {
	texts: hostileTexts, readsWhole: true, isWriteAtomic: true, canHoldNull: true, canHoldEmpty: true, canOmit: false, canSpoil: true, canRemove: true, readTellsRemoval: true, canWrite: true, canCreate: true,
}, async () => {
	const world = await openXactaWorld({systems: 2, poams: 8});
	const {connectionString, username, password, people} = world.simulator;
	const admin = new pg.Client({connectionString: world.adminUrl});
	await admin.connect();
	const config = {connection_string: connectionString, username, password};
	const parts = {systemType: 'xacta', authenticationMethod: 'database', connectionConfig: config} as const;
	const [system] = world.organization.systems;
	const ids = async () => (await admin.query<{poam_id: string}>('select poam_id from poams where poam_id is not null order by poam_id')).rows.map(row => row.poam_id);
	let added = 0;
	return {
		factory: xactaDatabaseConnector,
		system: parts,
		badCredentials: {...parts, connectionConfig: {...config, username: 'nobody_of_that_name', password: 'a-wrong-password'}},
		nobodyThere: {...parts, connectionConfig: {...config, connection_string: 'postgres:///xacta?host=/nonexistent'}},
		entityType: 'poam',
		pageSize: 3,
		field: 'milestone_changes',
		secrets: [password, 'a-wrong-password'],
		newRecord: {system_id: system?.systemId ?? '', weakness_description: 'Found by a scan', poam_status: 'ongoing', risk_rating: 'high'},
		their: {
			ids,
			add: async () => {
				// Now before, now behind those that are there.
				const id = `${++added % 2 === 0 ? 'A' : 'Z'}-${added}`;
				await admin.query("insert into poams (poam_id, system_id, weakness_description, poam_status, updated_date) values ($1, $2, 'new', 'ongoing', now() at time zone 'UTC')", [id, system?.systemId]);
				return id;
			},
			set: async (id, value) => {
				await admin.query("update poams set milestone_changes = $2, updated_by = 'somebody', updated_date = clock_timestamp() at time zone 'UTC' where poam_id = $1", [id, value]);
			},
			remove: async id => void await people.delete(id),
			spoil: async () => {
				// A site whose table was made without a primary key.
				await admin.query('alter table poams drop constraint poams_pkey cascade; alter table poams alter poam_id drop not null');
				await admin.query("insert into poams (system_id, weakness_description, poam_status) values ($1, 'of nobody', 'ongoing')", [system?.systemId]);
				return async () => void await admin.query('delete from poams where poam_id is null; alter table poams add primary key (poam_id)');
			},
		},
		close: async () => {
			await admin.end();
			await world.close();
		},
	};
});
