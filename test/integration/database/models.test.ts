import {randomUUID} from 'node:crypto';
import type {Model, ModelStatic} from 'sequelize';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {describeModel, type ColumnDescription} from '../../../source/database/describe-model.js';
import {defineModels, type Models} from '../../../source/database/models/define-models.js';
import {createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

let world: SchemaWorld;
let models: Models;

beforeAll(async () => {
	world = await createMigratedWorld();
	models = defineModels(world.connection.sequelize);
});
afterAll(() => world[Symbol.asyncDispose]());

describe('the models', () => {
	test('match their tables and views column by column', async () => {
		for (const model of Object.values(models) as readonly ModelStatic<Model>[]) {
			const {columns, isView} = await readColumns(String(model.getTableName()));
			const described = describeModel(model).columns.map(column => (isView ? {...column, isNullable: true} : column));
			expect(described, model.name).toEqual(columns);
		}
	});

	test('leave no table or view out', async () => {
		const relations = await world.own<{name: string}>(`
			select relname as name from pg_class
			where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and not relispartition and relname <> 'SequelizeMeta' order by 1`);
		expect((Object.values(models) as readonly ModelStatic<Model>[]).map(model => String(model.getTableName())).sort()).toEqual(relations.map(({name}) => name));
	});

	test('keep a time to the millisecond, whatever the zone of this machine', async () => {
		const startedAt = new Date('2026-03-08T07:30:00.123Z'); // In New York this hour does not exist.
		const batchId = randomUUID();
		await models.operation.create({batchId, startedAt, status: 'running'});
		const [row] = await world.own<{text: string}>(`select started_at::text as text from ingestion_batches where batch_id = $1`, [batchId]);
		expect(row?.text).toBe('2026-03-08 07:30:00.123');
		expect((await models.operation.findOne({where: {batchId}}))?.startedAt).toEqual(startedAt);
	});

	test('know each other', async () => {
		const parent = await models.operation.create({status: 'running'});
		await models.operation.create({status: 'running', parentOperationId: parent.batchId});
		const found = await models.operation.findOne({where: {id: parent.id}, include: [{association: 'children'}]});
		expect(found?.toJSON()).toMatchObject({children: [{parentOperationId: parent.batchId}]});
		const system = await models.externalSystem.create({systemName: 'S', systemType: 's', apiBaseUrl: 'https://s', authenticationMethod: 'none', connectionConfig: {}});
		await models.link.create({externalSystemId: system.id, entityType: 'asset', externalId: 'x', internalId: '1', base: {}, externalHash: Buffer.alloc(16)});
		const withLinks = await models.externalSystem.findOne({where: {id: system.id}, include: [{association: 'links'}, {association: 'health'}]});
		expect(withLinks?.toJSON()).toMatchObject({links: [{externalId: 'x', internalId: '1'}], health: null});
	});
});

async function readColumns(table: string): Promise<{readonly columns: readonly ColumnDescription[]; readonly isView: boolean}> {
	const rows = await world.own<ColumnDescription & {readonly isView: boolean}>(
		`select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as "isNullable", c.relkind = 'v' as "isView"
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where c.oid = to_regclass($1) order by a.attnum`, [table]);
	return {columns: rows.map(({name, type, isNullable}) => ({name, type, isNullable})), isView: rows[0]?.isView === true};
}
