import type {Circuit} from '../../core/connector.js';
import type {TrafficStore} from '../../core/stores/traffic-store.js';
import type {SqlExecutor} from '../executor.js';

type TokenRow = {readonly is_granted: boolean; readonly wait_ms: number; readonly is_paused: boolean};
type CircuitRow = {readonly state: 'closed' | 'open' | 'half-open'; readonly failures: number; readonly opened_at: Date | null; readonly resumes_at: Date | null};

/** A bucket that fills by the database's clock, and loses nothing when that is put back; the row lock makes takers of all processes queue up. */
const takeTokenSql = `
	with bucket as materialized (
		select external_system_id, paused_until,
			least($3::float8, coalesce(limiter_tokens, $3) + greatest(extract(epoch from clock_timestamp() - coalesce(limiter_updated_at, clock_timestamp())), 0) * $2::float8 / 60) as tokens
		from integration_health where external_system_id = $1 for update
	), hastily as materialized (
		-- A crash may give back the tokens of a moment; nobody should wait for the disk because of them.
		select set_config('synchronous_commit', 'off', true) as setting
	), taken as (
		update integration_health h
		set limiter_tokens = case when b.tokens >= 1 and (b.paused_until is null or b.paused_until <= clock_timestamp()) then b.tokens - 1 else b.tokens end,
			limiter_updated_at = clock_timestamp()
		from bucket b where h.external_system_id = b.external_system_id
		returning b.tokens, b.paused_until
	)
	select tokens >= 1 and (paused_until is null or paused_until <= clock_timestamp()) as is_granted, coalesce(paused_until > clock_timestamp(), false) as is_paused,
		ceil(greatest((1 - tokens) * 60000 / $2::float8, extract(epoch from paused_until - clock_timestamp()) * 1000, 1))::float8 as wait_ms
	from taken, hastily`;

const replaceCircuitSql = `
	update integration_health
	set breaker_state = $2, consecutive_failures = $3, breaker_opened_at = $4, breaker_resumes_at = $5, updated_at = now()
	where external_system_id = $1 and breaker_state = $6 and consecutive_failures = $7
		and breaker_opened_at is not distinct from $8 and breaker_resumes_at is not distinct from $9
	returning external_system_id`;

const closed: Circuit = {state: 'closed', failures: 0};

/** What a circuit is made of in SQL: state, failures, opened at, resumes at. */
const toColumns = (circuit: Circuit): readonly unknown[] =>
	circuit.state === 'closed' ? [circuit.state, circuit.failures, null, null] : [circuit.state, circuit.failures, circuit.openedAt, circuit.resumesAt];

export function createTrafficStore(sql: SqlExecutor): TrafficStore {
	const ensureRow = (externalSystemId: number) => sql.query('insert into integration_health (external_system_id) values ($1) on conflict do nothing', [externalSystemId]);
	return {
		takeToken: async (externalSystemId, {requestsPerMinute, burstCapacity}) => {
			const values = [externalSystemId, requestsPerMinute, burstCapacity];
			let [row] = await sql.query<TokenRow>(takeTokenSql, values);
			if (row === undefined) {
				await ensureRow(externalSystemId);
				[row] = await sql.query<TokenRow>(takeTokenSql, values);
			}
			return {isGranted: row?.is_granted ?? false, waitMs: row?.wait_ms ?? 0, isPaused: row?.is_paused ?? false};
		},
		pauseUntil: async (externalSystemId, time) => {
			await ensureRow(externalSystemId);
			await sql.query('update integration_health set paused_until = greatest(paused_until, $2), updated_at = now() where external_system_id = $1', [externalSystemId, time]);
		},
		findCircuit: async externalSystemId => {
			const [row] = await sql.query<CircuitRow>(
				'select breaker_state as state, consecutive_failures as failures, breaker_opened_at as opened_at, breaker_resumes_at as resumes_at from integration_health where external_system_id = $1',
				[externalSystemId],
			);
			if (row === undefined) return undefined;
			if (row.state === 'closed' || row.opened_at === null || row.resumes_at === null) return {state: 'closed', failures: row.failures};
			return {state: row.state, failures: row.failures, openedAt: row.opened_at, resumesAt: row.resumes_at};
		},
		replaceCircuit: async (externalSystemId, from, to) => {
			await ensureRow(externalSystemId);
			const rows = await sql.query(replaceCircuitSql, [externalSystemId, ...toColumns(to), ...toColumns(from ?? closed)]);
			return rows.length === 1;
		},
	};
}
