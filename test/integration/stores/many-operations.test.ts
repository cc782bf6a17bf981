import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {OperationStore} from '../../../source/core/stores/operation-store.js';
import type {SqlExecutor} from '../../../source/database/executor.js';
import {createOperationStore} from '../../../source/database/stores/operation-store.js';
import {createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

let world: SchemaWorld;
let systemId = 0;
const [runId, pairId] = [randomUUID(), randomUUID()];
beforeAll(async () => {
	world = await createMigratedWorld();
	const [system] = await world.own<{id: number}>(`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config)
		values ('Xacta Test', 'xacta', 'https://xacta.example', 'api_key', '{}') returning id`);
	systemId = system?.id ?? 0;
	await world.own(`insert into ingestion_batches (batch_id, source_system, batch_type, status, started_at, completed_at, metadata)
		select gen_random_uuid(), 'Xacta Test', 'sync', case when n % 100 = 0 then 'failed' else 'completed' end, now() - interval '1 day', now() - interval '1 day',
			jsonb_build_object('externalSystemId', $1::integer, 'text', repeat('x', 500)) from generate_series(1, 3000) n`, [systemId]);
	const operations = createOperationStore(world.connection.pool);
	const of = {correlationId: runId, externalSystemId: systemId, systemName: 'Xacta Test', systemType: 'xacta', scope: 'changes', startedBy: 'sam', startedAt: new Date(Date.now() - 600_000)} as const;
	await operations.create({...of, id: runId});
	await operations.create({...of, id: pairId, parentId: runId, entityType: 'poam', direction: 'inbound'});
	await world.own('analyze ingestion_batches');
});
afterAll(() => world[Symbol.asyncDispose]());

type PlanNode = {readonly 'Relation Name'?: string; readonly 'Actual Rows': number; readonly 'Actual Loops': number; readonly 'Rows Removed by Filter'?: number; readonly Plans?: readonly PlanNode[]};
const flatten = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

/** How many operations the database looked at for what `ask` wants of the store. */
async function countLooked(ask: (operations: OperationStore) => Promise<unknown>): Promise<number> {
	let looked = 0;
	const query: SqlExecutor['query'] = async (text, values) => {
		const [explained] = await world.own<{'QUERY PLAN': readonly {readonly Plan: PlanNode}[]}>(`explain (analyze, format json) ${text}`, values);
		const nodes = (explained?.['QUERY PLAN'] ?? []).flatMap(({Plan}) => flatten(Plan)).filter(node => node['Relation Name'] === 'ingestion_batches');
		looked += nodes.reduce((sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'], 0);
		return [];
	};
	await ask(createOperationStore({...world.connection.pool, query}));
	return looked;
}

test.each<[string, (operations: OperationStore) => Promise<unknown>]>([
	['what runs', operations => operations.page({status: 'running'}, undefined, 50)],
	['what was abandoned', operations => operations.page({status: 'abandoned'}, undefined, 50)],
	['what was abandoned, from the end of the list', operations => operations.pageBefore({status: 'abandoned'}, undefined, 50)],
	['what a new run of the pair finds running', operations => operations.endAbandoned(randomUUID(), {externalSystemId: systemId, entityType: 'poam'}, 'Ended.')],
])('%s is found without a look at all that ended', async (_, ask) => {
	expect(await countLooked(ask)).toBeLessThan(30);
});
