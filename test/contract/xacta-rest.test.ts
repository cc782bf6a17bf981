import pg from 'pg';
import {xactaRestConnector} from '../../source/connectors/xacta-rest/xacta-rest-connector.js';
import {openXactaRestWorld} from '../support/xacta-rest.js';
import {hostileTexts} from './connector-world.js';
import {describeConnector} from './describe-connector.js';

describeConnector('xacta-rest', {
	texts: hostileTexts, readsWhole: true, isWriteAtomic: false, canHoldNull: true, canHoldEmpty: false, canOmit: false, canSpoil: true, canRemove: true, readTellsRemoval: true, canWrite: true, canCreate: true,
}, async () => {
	const world = await openXactaRestWorld({systems: 3, poams: 9});
	const {rest, tables: {organization, simulator, adminUrl}} = world;
	const admin = new pg.Client({connectionString: adminUrl});
	await admin.connect();
	const wrongKey = 'f'.repeat(32);
	const parts = {systemType: 'xacta', authenticationMethod: 'rest', apiBaseUrl: rest.url, connectionConfig: {api_key: rest.apiKey, user_uid: 'parley'}} as const;
	const ids = async () => (await admin.query<{id: string}>(`
		select s.number || ':' || d.number as id from poams p join emass.system_details s using (system_id) join emass.poam_details d using (poam_id) order by s.number, d.number`)).rows.map(row => row.id);
	const inTables = async (id: string) => (await admin.query<{poam_id: string}>('select poam_id from emass.poam_details where number = $1', [id.split(':')[1]])).rows[0]?.poam_id ?? '';
	const [first, , last] = organization.systems;
	let added = 0;
	return {
		factory: xactaRestConnector,
		system: parts,
		badCredentials: {...parts, connectionConfig: {...parts.connectionConfig, api_key: wrongKey}},
		nobodyThere: {...parts, apiBaseUrl: 'http://127.0.0.1:2'},
		entityType: 'poam',
		pageSize: 3,
		field: 'comments',
		secrets: [rest.apiKey, wrongKey],
		newRecord: {
			system_id: '1001', weakness_description: 'Found by a scan', poam_status: 'ongoing', scheduled_completion_date: '2032-05-01', resources_required: 'None',
			weakness_type: 'A scan', pocOrganization: 'Operations', milestones: [{description: 'Patch', scheduled_date: '2032-04-01'}],
		},
		their: {
			ids,
			add: async () => {
				// Now in a system that was read, now in one that was not.
				const id = `NEW-${++added}`;
				await admin.query("insert into poams (poam_id, system_id, weakness_description, poam_status) values ($1, $2, 'new', 'ongoing')", [id, (added % 2 === 0 ? first : last)?.systemId]);
				return rest.idOf(id);
			},
			set: async (id, value) => rest.reviewers.setText(await inTables(id), 'comments', value),
			remove: async id => void await simulator.people.delete(await inTables(id)),
			spoil: async () => {
				await admin.query("insert into poams (poam_id, system_id, weakness_description, poam_status) values ('NAMELESS', $1, 'has lost its number', 'ongoing')", [first?.systemId]);
				await admin.query("delete from emass.poam_details where poam_id = 'NAMELESS'");
				return async () => void await admin.query("delete from poams where poam_id = 'NAMELESS'");
			},
		},
		close: async () => {
			await admin.end();
			await world.close();
		},
	};
});
