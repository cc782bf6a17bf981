import {describe, expect, test} from 'vitest';
import type {Model, ModelStatic} from 'sequelize';
import {migrateUp} from '../../../source/database/migrate.js';
import {defineModels} from '../../../source/database/models/define-models.js';
import {listForeignKeys} from '../../../source/database/schema-checks/check-foreign-keys.js';
import {checkSchema} from '../../../source/database/schema-checks.js';
import {oldInstallations} from '../../support/old-installations.js';
import {createForeignWorld, createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

const [inWords = '', early = ''] = Object.values(oldInstallations);

async function diagnoseOld(script: string): Promise<readonly string[]> {
	await using world = await createForeignWorld(script);
	await migrateUp(world.connection.sequelize);
	return await toLines(world);
}

const toLines = async ({connection}: SchemaWorld): Promise<readonly string[]> =>
	(await checkSchema(connection)).map(({severity, subject, message}) => `${severity}: ${subject}: ${message}`);

describe('the schema checks', () => {
	test('find nothing in a fresh installation', async () => {
		await using world = await createMigratedWorld();
		expect(await toLines(world)).toEqual(['ok: schema: Tables, keys, partitions, triggers and policies are as a fresh installation has them.']);
	});

	test('know every foreign key of a fresh installation', async () => {
		await using world = await createMigratedWorld();
		const models = Object.values(defineModels(world.connection.sequelize)) as readonly ModelStatic<Model>[];
		const known = models.flatMap(model => listForeignKeys(model).map(key => `${String(model.getTableName())}.${key}`));
		const rows = await world.own<{key: string}>(`
			select k.conrelid::regclass || '.' || a.attname || ' -> ' || k.confrelid::regclass || '.' || t.attname as key
			from pg_constraint k join pg_class c on c.oid = k.conrelid and not c.relispartition
			join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1] join pg_attribute t on t.attrelid = k.confrelid and t.attnum = k.confkey[1]
			where k.contype = 'f' and k.conparentid = 0`);
		expect(known.toSorted()).toEqual(rows.map(row => row.key).toSorted());
	});

	test('tell what is unusual in an installation with severities in words and duplicate assets', async () => {
		const lines = await diagnoseOld(inWords);
		expect(lines).toContainEqual(expect.stringMatching(/^unusual: ingestion_vulnerabilities: Has other types .*plugin_id integer \(character varying\(50\)\).* severity character varying\(20\) \(integer\)/));
		expect(lines).toContainEqual(expect.stringMatching(/^unusual: ingestion_assets: Has columns of its own: rack\./));
		expect(lines).toContainEqual(expect.stringMatching(/^unusual: ingestion_assets: Holds 10 keys \(asset_uuid\) more than once/));
		expect(lines).toContainEqual(expect.stringMatching(/^unusual: ingestion_controls: Holds 1 keys/));
		expect(lines).toContainEqual(expect.stringMatching(/^unusual: assets_extended: Has no foreign key asset_uuid -> ingestion_assets\.asset_uuid/));
		expect(lines).toContainEqual(expect.stringMatching(/^unusual: vw_assets_enhanced: Is another program's, with columns/));
		expect(lines.filter(line => line.startsWith('problem'))).toEqual([]);
	});

	test('tell what is unusual in an installation with plain logs and foreign alerts', async () => {
		const lines = await diagnoseOld(early);
		expect(lines).toContainEqual(expect.stringMatching(/^unusual: api_call_logs: Was there before Parley and is a plain table/));
		expect(lines).toContainEqual(expect.stringMatching(/^unusual: metrics_values: Was there before Parley and is a plain table/));
		expect(lines.filter(line => line.startsWith('problem'))).toEqual([expect.stringContaining('alerts: Demands values that Parley does not know: message')]);
		expect(lines.join('\n')).not.toContain('vw_sync_status_dashboard');
	});

	test.each([
		{damage: 'a dropped table', sql: 'drop table approvals', line: /^problem: approvals: Does not exist/},
		{damage: 'a dropped column', sql: 'alter table sync_conflicts drop column version', line: /^problem: sync_conflicts: Lacks version/},
		{damage: 'a switched-off trigger', sql: 'alter table ingestion_poams disable trigger zz_parley_capture_edit', line: /^problem: ingestion_poams: zz_parley_capture_edit does not fire/},
		{damage: 'a counter that no longer counts', sql: 'drop trigger parley_count_update on sync_conflicts', line: /^problem: sync_conflicts: parley_count_update does not fire: the numbers on the screens are wrong/},
		{damage: 'a row outside of all months', sql: `insert into api_call_logs (method, endpoint, called_at) values ('GET', '/', '1999-12-31')`, line: /^unusual: api_call_logs: api_call_logs_default holds rows/},
		{damage: 'a missing partition', sql: `select parley_drop_partitions('api_call_logs', (now() + interval '4 months')::timestamp)`, line: /^problem: api_call_logs: Has no partition for the next month/},
	])('see $damage', async ({sql, line}) => {
		await using world = await createMigratedWorld();
		await world.other(sql);
		expect(await toLines(world)).toEqual([expect.stringMatching(line)]);
	});
});
