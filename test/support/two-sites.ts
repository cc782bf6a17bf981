import {randomUUID} from 'node:crypto';
import {systemClock} from '../../source/core/process/system-clock.js';
import {startXactaSimulator, type XactaSimulator} from '../../source/simulator/xacta/start-xacta-simulator.js';
import {createSyncedWorld, type SyncedWorld} from './synced-world.js';

export const first = 'Xacta 360';
export const second = 'Xacta of the other site';

/** One organization in two Xactas: each POA&M of ours is tied to both, and both may be written to. */
export type TwoSites = SyncedWorld & {readonly other: XactaSimulator};

export async function createTwoSites(size: Parameters<typeof createSyncedWorld>[0]): Promise<TwoSites> {
	const world = await createSyncedWorld(size);
	const other = await startXactaSimulator({organization: world.organization, databaseUrl: world.url, database: `xacta_${randomUUID().slice(0, 8)}`, seed: 1, clock: systemClock});
	await world.otherProgram(`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config, is_active)
		select $1, system_type, api_base_url, authentication_method, connection_config, is_active from external_systems where system_name = $2`, [second, first]);
	for (const table of ['data_field_mappings', 'sync_policies']) await world.otherProgram(copyRules(table, await columnsOf(world, table)), [first, second]);
	await world.operations.setSystemConnection({systemName: second, config: {connection_string: other.connectionString, username: other.username, password: other.password}});
	await world.operations.setSystemEnabled({systemName: second, enabled: true});
	await world.otherProgram(`update external_systems set rate_limit_config = '{"requests_per_minute": 600000, "burst_capacity": 100000}'`);
	for (const systemName of [first, second]) {
		for (const entityType of ['system', 'poam'] as const) await world.operations.runSync({systemName, entityType});
		await world.operations.setPushEnabled({systemName, entityType: 'poam', enabled: true});
	}
	return {
		...world, other,
		[Symbol.asyncDispose]: async () => {
			await other.drop();
			await world[Symbol.asyncDispose]();
		},
	};
}

const columnsOf = async ({otherProgram}: SyncedWorld, table: string): Promise<readonly string[]> =>
	(await otherProgram<{name: string}>(`select quote_ident(column_name) as name from information_schema.columns where table_name = $1 and column_name not in ('id', 'external_system_id') and is_identity = 'NO'`, [table])).map(({name}) => name);
const copyRules = (table: string, columns: readonly string[]): string =>
	`insert into ${table} (external_system_id, ${columns.join(', ')}) select b.id, ${columns.map(name => `r.${name}`).join(', ')}
	from ${table} r join external_systems a on a.id = r.external_system_id and a.system_name = $1, external_systems b where b.system_name = $2`;
