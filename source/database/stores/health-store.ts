import * as z from 'zod';
import {rejectionReason} from '../../core/conflict.js';
import type {EntityType} from '../../core/entity.js';
import type {SystemHealth} from '../../core/health.js';
import type {LongTransaction} from '../../core/long-transaction.js';
import type {Operation} from '../../core/operation.js';
import {meansOf, medianOf} from './response-times.js';
import type {HealthStore, PairFacts} from '../../core/stores/health-store.js';
import type {SqlExecutor} from '../executor.js';
import {listLastRuns} from '../sql/list-last-runs.js';
import {listLongTransactions} from '../sql/list-long-transactions.js';
import {listPairFacts} from '../sql/list-pair-facts.js';
import {listStoppedPasses} from '../sql/list-stopped-passes.js';
import {listSystemFacts} from '../sql/list-system-facts.js';
import {operationColumns, parseOperation, type OperationRow} from './operation-row.js';
import {parseRateLimit} from './system-store.js';

/** Nobody needs to know more exactly how much waits to be sent; counting further would cost as much as sending. */
const countedAtMost = 10_000;
/** How many calls stand for the present, and in how many points a sparkline shows them. */
const newestCalls = 60;
const sparklinePoints = 12;

type PairRow = {
	readonly external_system_id: number;
	readonly entity_type: EntityType;
	readonly last_inbound_at: Date | null;
	readonly last_outbound_at: Date | null;
	readonly pending_conflicts: number;
	readonly rejected: number;
	readonly outbox_depth: number;
	readonly lease_host: string | null;
	readonly lease_pid: number | null;
	readonly lease_heard_at: Date | null;
	readonly running_id: string | null;
};

type PassRow = OperationRow & {readonly external_system_id: number; readonly entity_type: EntityType};
type RunRow = PassRow & {readonly failing_since: Date | null};

type SystemRow = {
	readonly id: number;
	readonly system_name: string;
	readonly system_type: string;
	readonly sync_enabled: boolean;
	readonly rate_limit_config: unknown;
	readonly calls_today: number;
	readonly errors_today: number;
	readonly response_times: readonly number[];
	readonly calls_this_minute: number;
	readonly breaker_state: string;
	readonly breaker_resumes_at: Date | null;
	readonly paused_until: Date | null;
};

const breakerSchema = z.enum(['closed', 'open', 'half-open']).catch('closed');

export function createHealthStore(sql: SqlExecutor): HealthStore {
	return {
		listPairFacts: async () => {
			const pairs = await sql.query<PairRow>(listPairFacts, [[rejectionReason], countedAtMost]);
			const lastRuns = await sql.query<RunRow>(listLastRuns);
			const running = await findRuns(sql, pairs.flatMap(pair => (pair.running_id === null ? [] : [pair.running_id])));
			const stopped = await sql.query<PassRow>(listStoppedPasses);
			return pairs.map(pair => parsePair(pair, {lastRuns, stopped, running}));
		},
		listSystems: async () => (await sql.query<SystemRow>(listSystemFacts, [newestCalls])).map(parseSystem),
		listRecentRuns: async limit => {
			const rows = await sql.query<OperationRow>(
				`select ${operationColumns} from ingestion_batches b
				where b.batch_type = 'sync' and b.parent_operation_id is not null and b.completed_at is not null
				order by b.id desc limit $1`, [limit]);
			return rows.map(parseOperation);
		},
		listLongTransactions: ({idleSeconds, seconds}) => sql.query<LongTransaction>(listLongTransactions, [idleSeconds, seconds]),
		isDaemonAlive: async () => {
			const [row] = await sql.query<{alive: boolean}>(
				`select exists (select from daemon_heartbeats where ended_at is null and heartbeat_at > now() - interval '1 minute') as alive`);
			return row?.alive ?? false;
		},
		takesChanges: async () => {
			// On a standby it is always on.
			const [row] = await sql.query<{takes: boolean}>(`select current_setting('transaction_read_only') = 'off' as takes`);
			return row?.takes ?? false;
		},
		beat: async ({host, pid, version}) => {
			await sql.query(
				`insert into daemon_heartbeats (host, pid, version) values ($1, $2, $3)
				on conflict (host, pid) do update set version = excluded.version, heartbeat_at = now(), ended_at = null`, [host, pid, version]);
		},
		leave: async ({host, pid}) => {
			await sql.query('update daemon_heartbeats set ended_at = now() where host = $1 and pid = $2', [host, pid]);
		},
		findLastBeat: async () => {
			const [row] = await sql.query<{last: Date | null}>('select max(heartbeat_at) as last from daemon_heartbeats');
			return row?.last ?? undefined;
		},
	};
}

async function findRuns(sql: SqlExecutor, ids: readonly string[]): Promise<readonly Operation[]> {
	if (ids.length === 0) return [];
	const rows = await sql.query<OperationRow>(`select ${operationColumns} from ingestion_batches b where b.batch_id = any ($1::uuid[])`, [ids]);
	return rows.map(parseOperation);
}

type PairRuns = {readonly lastRuns: readonly RunRow[]; readonly stopped: readonly PassRow[]; readonly running: readonly Operation[]};

function parsePair(row: PairRow, {lastRuns, stopped, running}: PairRuns): PairFacts {
	const isOfPair = (run: PassRow): boolean => run.external_system_id === row.external_system_id && run.entity_type === row.entity_type;
	const [lastRun, stoppedPass] = [lastRuns.find(isOfPair), stopped.find(isOfPair)];
	const run = running.find(operation => operation.id === row.running_id);
	return {
		externalSystemId: row.external_system_id,
		entityType: row.entity_type,
		lastInboundAt: row.last_inbound_at ?? undefined,
		lastOutboundAt: row.last_outbound_at ?? undefined,
		pendingConflicts: row.pending_conflicts,
		rejected: row.rejected,
		outboxDepth: row.outbox_depth,
		lastRun: lastRun === undefined ? undefined : parseOperation(lastRun),
		failingSince: lastRun?.failing_since ?? undefined,
		stoppedPass: stoppedPass === undefined ? undefined : parseOperation(stoppedPass),
		running: run?.completedAt === undefined ? run : undefined,
		leaseHeardAt: row.lease_heard_at ?? undefined,
		leaseHolder: row.lease_host === null ? undefined : `${row.lease_host} (pid ${row.lease_pid})`,
	};
}

function parseSystem(row: SystemRow): SystemHealth {
	const rateLimit = parseRateLimit(row.rate_limit_config);
	return {
		externalSystemId: row.id,
		systemName: row.system_name,
		systemType: row.system_type,
		syncEnabled: row.sync_enabled,
		callsToday: row.calls_today,
		errorsToday: row.errors_today,
		medianResponseMs: medianOf(row.response_times),
		recentResponseMs: meansOf(row.response_times, sparklinePoints),
		limiter: {used: row.calls_this_minute, perMinute: rateLimit.requestsPerMinute, pausedUntil: row.paused_until ?? undefined},
		breaker: {state: breakerSchema.parse(row.breaker_state), resumesAt: row.breaker_resumes_at ?? undefined},
	};
}
