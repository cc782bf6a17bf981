import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Connector, ExternalRecord} from '../../../source/core/connector.js';
import type {JsonObject} from '../../../source/core/json.js';
import {compileColumnFit} from '../../../source/sync/mapping/column-fit.js';
import {createMigratedWorld} from '../../support/schema-world.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
const begin = async (columnType?: string) => {
	world = await createSyncedWorld({systems: 1, poams: 5});
	if (columnType !== undefined) await world.otherProgram(`alter table ingestion_poams alter column cost_estimate type ${columnType}`);
	await world.otherProgram(`insert into data_field_mappings (external_system_id, entity_type, external_field_name, internal_field_name)
		select id, 'poam', 'estimated_cost', 'cost_estimate' from external_systems where system_name = 'Xacta 360'`);
	await world.sync('system');
};

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

type Change = readonly [when: string, cost: number, kept: string];
describe.each<readonly [name: string, columnType: string | undefined, changes: readonly Change[]]>([
	['of two decimals', undefined, [['as it comes in first', 1234.565, '1234.57'], ['and when it changes', 1.005, '1.01']]],
	['of type real', 'real', [['as it comes in first', 1234.56789, '1234.5679'], ['and when it changes', 16_777_216.3, '16777216']]],
	['of type double precision', 'double precision', [['as it comes in first', 1234.56789012345, '1234.56789012345'], ['and when it changes', 0.1, '0.1']]],
])('a column %s', (_, columnType, changes) => {
	beforeAll(() => begin(columnType));
	afterAll(() => world[Symbol.asyncDispose]());

	test.each(changes)('what it rounds is no change of ours: %s', async (...[, cost, kept]) => {
		expect(await read({estimated_cost: cost, responsible_individual: 'ana'})).toMatchObject({status: 'completed', counts: {rejected: 0}});
		expect(await read({estimated_cost: cost, responsible_individual: 'bo'})).toMatchObject({counts: {updated: 5, conflicting: 0}});
		expect(await world.otherProgram('select distinct to_jsonb(cost_estimate)::text as cost, sync_status from ingestion_poams')).toEqual([{cost: kept, sync_status: 'synced'}]);
		expect(await owed()).toEqual([]);
	});
});

test('what a column of type real is said to keep is what the server keeps', async () => {
	const {keep = value => value} = compileColumnFit({holdsSingles: true});
	const values = Array.from({length: 2000}, (_, index) => [Math.sin(index) * 10 ** ((index % 70) - 35), 2 ** ((index % 250) - 126)]).flat();
	await using sql = await createMigratedWorld();
	const rows = await sql.own<{kept: number}>('select to_jsonb(value::text::real) as kept from unnest($1::float8[]) with ordinality as u(value, place) order by place', [values]);
	expect(rows.map(({kept}) => kept)).toEqual(values.map(keep));
});
