import {describe, expect, test} from 'vitest';
import {migrateDown, migrateUp} from '../../../source/database/migrate.js';
import {describeSchema} from '../../support/describe-schema.js';
import {createForeignWorld, createMigratedWorld} from '../../support/schema-world.js';

describe('an empty database', () => {
	test('has the same schema after up, down and up, and nothing of it in between', async () => {
		await using world = await createForeignWorld('');
		await migrateUp(world.connection.sequelize);
		const first = await describeSchema(world);
		await migrateDown(world.connection.sequelize, {all: true});
		expect(await describeSchema(world)).toEqual({});
		await migrateUp(world.connection.sequelize);
		expect(await describeSchema(world)).toEqual(first);
	});

	test('goes back one migration at a time', async () => {
		await using world = await createForeignWorld('');
		const applied = await migrateUp(world.connection.sequelize);
		for (const name of applied.toReversed()) expect(await migrateDown(world.connection.sequelize, {all: false})).toEqual([name]);
		expect(await migrateDown(world.connection.sequelize, {all: false})).toEqual([]);
	});

	test('gets the names and types that the specification gives to its tables, columns, indexes and views', async () => {
		await using world = await createMigratedWorld();
		const schema = await describeSchema(world);
		expect(schema['column ingestion_vulnerabilities.remediation_assigned_to']).toContain('integer f');
		expect(schema['constraint ingestion_vulnerabilities.ingestion_vulnerabilities_remediation_assigned_to_fkey']).toBe('FOREIGN KEY (remediation_assigned_to) REFERENCES users(id)');
		expect(schema['column external_systems.connection_config']).toMatch(/jsonb t/);
		expect(schema['column assets_extended.risk_score']).toContain('numeric(5,2)');
		expect(schema['column workflow_executions.execution_id']).toMatch(/uuid t .*gen_random_uuid\(\)/);
		expect(Object.keys(schema).filter(name => name.startsWith('index idx_') && !/_\d{4}_\d{2}_|_default_/.test(name))).toHaveLength(19);
		expect(Object.keys(schema).filter(name => name.startsWith('view vw_'))).toHaveLength(3);
	});
});
