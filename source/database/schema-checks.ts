import type {Finding} from '../core/finding.js';
import type {Connection} from './connection.js';
import {defineModels} from './models/define-models.js';
import {checkColumns} from './schema-checks/check-columns.js';
import {checkForeignKeys} from './schema-checks/check-foreign-keys.js';
import {checkNaturalKeys} from './schema-checks/check-natural-keys.js';
import {checkPartitions} from './schema-checks/check-partitions.js';
import {checkPolicies} from './schema-checks/check-policies.js';
import {checkTriggers} from './schema-checks/check-triggers.js';
import {readSchema} from './schema-checks/read-schema.js';

/**
 * What of this installation is not as a fresh one has it: "unusual" works, "problem" does not. Asks the catalog, and of
 * the tables themselves only what does not grow with findings or logs. The schema must be migrated.
 */
export async function checkSchema({sequelize, pool}: Connection): Promise<readonly Finding[]> {
	const models = Object.values(defineModels(sequelize));
	const schema = await readSchema(pool);
	const findings = [
		...checkColumns(models, schema),
		...checkForeignKeys(models, schema),
		...(await checkNaturalKeys(pool, schema)),
		...(await checkPartitions(pool, schema)),
		...checkTriggers(schema),
		...(await checkPolicies(pool)),
	];
	if (findings.length > 0) return findings;
	return [{severity: 'ok', subject: 'schema', message: 'Tables, keys, partitions, triggers and policies are as a fresh installation has them.'}];
}
