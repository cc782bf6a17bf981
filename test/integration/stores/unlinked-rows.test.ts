import {afterAll, beforeAll, expect, test} from 'vitest';
import {entityDefinitions} from '../../../source/core/entity.js';
import {createCatalog} from '../../../source/database/catalog.js';
import type {SqlExecutor} from '../../../source/database/executor.js';
import {createPageCorrelation} from '../../../source/database/stores/page/page-correlation.js';
import {createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

let world: SchemaWorld;
let [ours, other] = [0, 0];
beforeAll(async () => {
	world = await createMigratedWorld();
	[ours, other] = (await world.own<{id: number}>(`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config)
		select name, 'xacta', 'https://xacta.example', 'api_key', '{}' from unnest(array['Ours', 'Other']) name returning id`)).map(({id}) => id) as [number, number];
});
afterAll(() => world[Symbol.asyncDispose]());

const hasUnlinked = (sql: SqlExecutor = world.connection.pool) => createPageCorrelation(sql, createCatalog(sql)).hasUnlinked(ours, entityDefinitions.poam);

const link = (systemId: number, poamId: string) => world.own(`insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, external_hash)
	select $1, 'poam', $2, id, '{}', '' from ingestion_poams where poam_id = $2`, [systemId, poamId]);

test('the links are not gone through for each row, also where nothing is known of the tables yet', async () => {
	const plan: string[] = [];
	const explain: SqlExecutor['query'] = async (text, values) => {
		plan.push(...(await world.own<{'QUERY PLAN': string}>(`explain ${text}`, values)).map(row => row['QUERY PLAN']));
		return [];
	};
	await hasUnlinked({...world.connection.pool, query: explain});
	expect(plan.join('\n')).toMatch(/(Hash|Merge) Full Join/);
	expect(plan.join('\n')).not.toContain('Nested Loop');
});

test('a row is without a link as long as this system has none to it', async () => {
	expect(await hasUnlinked()).toBe(false);
	await world.own(`insert into ingestion_poams (poam_id) values ('P-1'), ('P-2')`);
	expect(await hasUnlinked()).toBe(true);
	await link(ours, 'P-1');
	await link(other, 'P-2');
	expect(await hasUnlinked()).toBe(true);
	await link(ours, 'P-2');
	expect(await hasUnlinked()).toBe(false);
	await world.own(`delete from ingestion_poams where poam_id = 'P-1'`);
	expect(await hasUnlinked()).toBe(false);
});
