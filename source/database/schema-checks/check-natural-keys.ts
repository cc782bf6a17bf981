import {entityDefinitions, type EntityDefinition} from '../../core/entity.js';
import type {Finding} from '../../core/finding.js';
import type {SqlExecutor} from '../executor.js';
import type {PresentSchema} from './read-schema.js';

// Findings have no unique key anywhere, and looking for duplicates among millions of them takes minutes.
const keyed = Object.values(entityDefinitions).filter(definition => definition.entityType !== 'vulnerability');

/** Records that share the key by which they are matched on first contact: each such match is a conflict for a person. */
export async function checkNaturalKeys(sql: SqlExecutor, schema: PresentSchema): Promise<readonly Finding[]> {
	const findings: Finding[] = [];
	for (const definition of keyed) {
		const {table, keyFields} = definition;
		const present = schema.get(table);
		const key = keyFields.toSorted().join();
		if (present === undefined || present.uniqueKeys.some(unique => unique.join() === key)) continue;
		findings.push(describe(definition, await countDuplicates(sql, definition)));
	}
	return findings;
}

async function countDuplicates(sql: SqlExecutor, {table, keyFields}: EntityDefinition): Promise<number> {
	const [row] = await sql.query<{count: number}>(
		`select count(*)::integer as count from (select from ${table} where ${keyFields[0]} is not null group by ${keyFields.join(', ')} having count(*) > 1) duplicate`);
	return row?.count ?? 0;
}

function describe({table, keyFields, plural}: EntityDefinition, duplicates: number): Finding {
	const key = keyFields.join(', ');
	if (duplicates === 0) return {severity: 'unusual', subject: table, message: `Has no unique key on (${key}); there are no duplicates now.`};
	return {
		severity: 'unusual',
		subject: table,
		message: `Holds ${duplicates} keys (${key}) more than once; when an external record matches one, a person is asked which of the ${plural} it is.`,
		nextStep: `Find them with: select ${key}, count(*) from ${table} group by ${key} having count(*) > 1.`,
	};
}
