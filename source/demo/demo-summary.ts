import pg from 'pg';
import type {ConflictCause} from '../core/conflict.js';
import {entityDefinitions, entityTypes, type EntityType} from '../core/entity.js';
import {toPublicUrl} from '../database/public-url.js';
import type {Operations} from '../operations/operations.js';
import type {Simulators} from './start-simulators.js';

/** What the demo came to: our rows, what the simulated systems hold and have served, and what waits for a person. */
export type DemoSummary = {
	/** Without a password. */
	readonly databaseUrl: string;
	/** Rows in our tables, and how many of them are linked. */
	readonly records: Readonly<Record<EntityType, {readonly rows: number; readonly linked: number}>>;
	readonly simulators: {
		readonly tenable: {readonly url: string; readonly assets: number; readonly findings: number; readonly requests: number; readonly servedAssets: number; readonly servedFindings: number} | undefined;
		readonly xacta: Readonly<Record<string, number>> | undefined;
	};
	readonly operations: {readonly runs: number; readonly read: number; readonly calls: number};
	readonly pendingConflicts: number;
	readonly causes: readonly Pick<ConflictCause, 'systemName' | 'entityType' | 'fieldName' | 'reason' | 'count'>[];
};

/** Counts everything anew. `simulators` is undefined where another process runs them. */
export async function summarizeDemo(databaseUrl: string, operations: Operations, simulators: Simulators | undefined): Promise<DemoSummary> {
	const client = new pg.Client({connectionString: databaseUrl, application_name: 'parley demo'});
	await client.connect();
	try {
		const records = await countRecords(client);
		const {rows: [runs]} = await client.query<{runs: number; read: number; calls: number}>(`
			select (select count(*)::int from ingestion_batches where parent_operation_id is null) as runs,
				(select coalesce(sum(total_records), 0)::int from ingestion_batches where parent_operation_id is not null) as read,
				(select count(*)::int from api_call_logs) as calls`);
		const causes = await operations.listConflictCauses({status: 'pending'});
		return {
			databaseUrl: toPublicUrl(databaseUrl), records,
			simulators: simulators === undefined ? {tenable: undefined, xacta: undefined} : await askSimulators(simulators),
			operations: runs ?? {runs: 0, read: 0, calls: 0},
			pendingConflicts: causes.reduce((sum, cause) => sum + cause.count, 0),
			causes: causes.map(({systemName, entityType, fieldName, reason, count}) => ({systemName, entityType, fieldName, reason, count})),
		};
	} finally {
		await client.end();
	}
}

async function countRecords(client: pg.Client): Promise<DemoSummary['records']> {
	const counted = await client.query<{entity_type: EntityType; rows: number; linked: number}>(
		entityTypes.map(entityType => `
			select '${entityType}' as entity_type, count(*)::int as rows, (select count(*)::int from sync_links where entity_type = '${entityType}') as linked
			from ${entityDefinitions[entityType].table}`).join(' union all '),
	);
	const none = {rows: 0, linked: 0};
	const of = (entityType: EntityType) => {
		const {rows, linked} = counted.rows.find(row => row.entity_type === entityType) ?? none;
		return {rows, linked};
	};
	return {asset: of('asset'), vulnerability: of('vulnerability'), system: of('system'), control: of('control'), poam: of('poam')};
}

async function askSimulators({tenable, xacta, organization}: Simulators): Promise<DemoSummary['simulators']> {
	const {requests, served} = tenable.report();
	return {
		tenable: {
			url: tenable.url, assets: organization.counts.assets, findings: organization.counts.findings,
			requests, servedAssets: served.assets, servedFindings: served.findings,
		},
		xacta: await xacta.ledger(),
	};
}
