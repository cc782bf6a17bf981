import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {integrationGrantsSql} from '../../../../source/simulator/xacta/integration-schema.js';
import {grantsSql} from '../../../../source/simulator/xacta/schema.js';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/connectors/xacta.md'), 'utf8');

/** The statements of a script, each with single blanks and without comments, in alphabetical order. */
const statementsOf = (sql: string): readonly string[] => sql.replaceAll(/--.*$/gm, '').split(';')
	.map(statement => statement.replaceAll(/\s+/g, ' ').replaceAll(/([(,]) /g, '$1').trim()).filter(statement => statement.startsWith('grant')).toSorted();

const blocks = [...page.matchAll(/```sql\n([^`]*)```/g)].map(([, sql = '']) => sql);

describe('the grants', () => {
	test.each([
		['the page for the default tables', blocks.find(sql => sql.includes('create role')) ?? '', grantsSql('parley')],
		['the page for the integration schema', blocks.find(sql => sql.includes('xacta_int')) ?? '', integrationGrantsSql('parley')],
	])('that %s shows are those that tests connect with', (_, shown, tested) => {
		// A site's public schema is open to everybody, or its administrator knows better.
		expect(statementsOf(shown)).toEqual(statementsOf(tested).filter(statement => statement !== 'grant usage on schema public to parley'));
	});
});
