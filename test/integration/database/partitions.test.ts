import {beforeEach, describe, expect, test} from 'vitest';
import {migrateUp} from '../../../source/database/migrate.js';
import {clearOfMidnight} from '../../support/clear-of-midnight.js';
import {createForeignWorld, createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

// The month is asked for here and by the database.
beforeEach(clearOfMidnight);

const listPartitions = async ({own}: SchemaWorld, table: string): Promise<readonly string[]> =>
	(await own<{name: string}>('select relname as name from pg_inherits join pg_class on oid = inhrelid where inhparent = to_regclass($1) order by 1', [table])).map(row => row.name);

const monthName = (table: string, offset: number): string => {
	const now = new Date();
	const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1));
	return `${table}_${month.toISOString().slice(0, 7).replace('-', '_')}`;
};

const insertCall = ({own}: SchemaWorld, months: number) =>
	own(`insert into api_call_logs (method, endpoint, called_at) values ('GET', '/', date_trunc('month', now() at time zone 'UTC') + make_interval(months => $1, days => 9))`, [months]);

const thisMonth = `date_trunc('month', now() at time zone 'UTC')`;

/** With the partitions that a migration makes now: the template may have been made before the month began. */
async function createWorldOfThisMonth(): Promise<SchemaWorld> {
	const world = await createMigratedWorld();
	await world.own(`select parley_drop_partitions('api_call_logs', ${thisMonth} - interval '1 month'), parley_ensure_partitions('api_call_logs')`);
	return world;
}

describe.each(['api_call_logs', 'metrics_values'])('%s', table => {
	test('has partitions from last month to three months ahead, and one for all else', async () => {
		await using world = await createForeignWorld('');
		await migrateUp(world.connection.sequelize);
		expect(await listPartitions(world, table)).toEqual([...[-1, 0, 1, 2, 3].map(offset => monthName(table, offset)), `${table}_default`].sort());
		expect(await world.own(`select parley_ensure_partitions('${table}') as made`)).toEqual([{made: 0}]);
	});
});

describe('the partitions of api_call_logs', () => {
	test('take rows that fell into the default one when their month comes into sight', async () => {
		await using world = await createWorldOfThisMonth();
		await insertCall(world, 5);
		await insertCall(world, 0);
		const before = await world.own('select * from api_call_logs order by id');
		const hours = await world.own('select * from api_call_hours order by hour');
		expect(await world.own('select 1 from api_call_logs_default')).toHaveLength(1);
		expect(await world.own(`select parley_ensure_partitions('api_call_logs', 6) as made`)).toEqual([{made: 3}]);
		expect(await world.own('select 1 from api_call_logs_default')).toHaveLength(0);
		expect(await world.own(`select 1 from ${monthName('api_call_logs', 5)}`)).toHaveLength(1);
		expect(await world.own('select * from api_call_logs order by id')).toEqual(before);
		expect(await world.own('select * from api_call_hours order by hour')).toEqual(hours);
	});

	test('go whole when they are older than what is kept', async () => {
		await using world = await createWorldOfThisMonth();
		await insertCall(world, -1);
		await insertCall(world, 0);
		expect(await world.own(`select parley_drop_partitions('api_call_logs', ${thisMonth} - interval '1 second') as names`)).toEqual([{names: []}]);
		expect(await world.own(`select parley_drop_partitions('api_call_logs', ${thisMonth}) as names`)).toEqual([{names: [monthName('api_call_logs', -1)]}]);
		expect(await world.own('select 1 from api_call_logs')).toHaveLength(1);
	});

	test('keep the foreign key and the indexes of their parent', async () => {
		await using world = await createMigratedWorld();
		await world.own(`select parley_ensure_partitions('api_call_logs', 4)`);
		await expect(world.own(`insert into api_call_logs (method, endpoint, external_system_id, called_at) values ('GET', '/', 4711, date_trunc('month', now()) + interval '4 months')`)).rejects.toThrow('foreign key');
		const indexes = await world.own('select 1 from pg_index where indrelid = to_regclass($1)', [monthName('api_call_logs', 4)]);
		expect(indexes).toHaveLength(4);
	});
});
