import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Connector, ExternalRecord} from '../../../source/core/connector.js';
import type {JsonObject} from '../../../source/core/json.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 5});
	await world.otherProgram(`insert into data_field_mappings (external_system_id, entity_type, external_field_name, internal_field_name)
		select id, 'poam', 'estimated_cost', 'cost_estimate' from external_systems where system_name = 'Xacta 360'`);
	await world.sync('system');
});
afterAll(() => world[Symbol.asyncDispose]());

/** What was read of it for the hash is of other values. */
const anew = ({externalId, fields, changedAt}: ExternalRecord, said: JsonObject): ExternalRecord => ({externalId, fields: {...fields, ...said}, ...(changedAt === undefined ? {} : {changedAt})});
/** An other side that says more of these fields than our columns keep. */
const saying = (fields: JsonObject) => (connector: Connector): Connector => ({
	...connector,
	list: async request => {
		const page = await connector.list(request);
		return {...page, records: page.records.map(record => anew(record, fields))};
	},
});
const read = async (fields: JsonObject) => (await world.bind({}, saying(fields)).runSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full'})).runs[0]?.children[0];
const owed = () => world.otherProgram('select field, before from sync_internal_edits');

test.each([['as it comes in first', 1234.565, '1234.57'], ['and when it changes', 1.005, '1.01']])('what our column rounds is no change of ours: %s', async (_, cost, kept) => {
	expect(await read({estimated_cost: cost, responsible_individual: 'ana'})).toMatchObject({status: 'completed', counts: {rejected: 0}});
	expect(await read({estimated_cost: cost, responsible_individual: 'bo'})).toMatchObject({counts: {updated: 5, conflicting: 0}});
	expect(await world.otherProgram('select distinct cost_estimate::text as cost, sync_status from ingestion_poams')).toEqual([{cost: kept, sync_status: 'synced'}]);
	expect(await owed()).toEqual([]);
});
