import * as z from 'zod';
import type {ExternalSystem, RateLimit, RetryPolicy} from '../../core/external-system.js';
import type {JsonObject} from '../../core/json.js';
import type {SystemStore} from '../../core/stores/system-store.js';
import type {SqlExecutor} from '../executor.js';

/** Slow enough for any platform; an operator who knows better says so in `rate_limit_config`. */
const defaultRateLimit: RateLimit = {requestsPerMinute: 120, burstCapacity: 20};
/** Five attempts over about a minute outlive a restart on the other side. */
const defaultRetry: RetryPolicy = {maxAttempts: 5, baseDelayMs: 1000, maxDelayMs: 60_000};

const rateLimitSchema = z.object({
	requests_per_minute: z.coerce.number().positive().catch(defaultRateLimit.requestsPerMinute),
	burst_capacity: z.coerce.number().int().positive().catch(defaultRateLimit.burstCapacity),
}).catch({requests_per_minute: defaultRateLimit.requestsPerMinute, burst_capacity: defaultRateLimit.burstCapacity});

const retrySchema = z.object({
	max_attempts: z.coerce.number().int().positive().catch(defaultRetry.maxAttempts),
	base_delay_ms: z.coerce.number().nonnegative().catch(defaultRetry.baseDelayMs),
	max_delay_ms: z.coerce.number().nonnegative().catch(defaultRetry.maxDelayMs),
}).catch({max_attempts: defaultRetry.maxAttempts, base_delay_ms: defaultRetry.baseDelayMs, max_delay_ms: defaultRetry.maxDelayMs});

const connectionSchema = z.record(z.string(), z.json()).catch({});

type SystemRow = {
	readonly id: number;
	readonly system_name: string;
	readonly system_type: string;
	readonly api_base_url: string;
	readonly api_version: string | null;
	readonly authentication_method: string;
	readonly connection_config: unknown;
	readonly sync_enabled: boolean;
	readonly sync_frequency_minutes: number;
	readonly last_sync_time: Date | null;
	readonly last_sync_status: string | null;
	readonly rate_limit_config: unknown;
	readonly retry_config: unknown;
	readonly is_active: boolean;
};

const selectSystem = `select id, system_name, system_type, api_base_url, api_version, authentication_method, connection_config,
	coalesce(sync_enabled, true) as sync_enabled, coalesce(sync_frequency_minutes, 60) as sync_frequency_minutes, last_sync_time,
	last_sync_status, rate_limit_config, retry_config, coalesce(is_active, true) as is_active
	from external_systems`;

export function createSystemStore(sql: SqlExecutor): SystemStore {
	const findOne = async (condition: string, value: unknown): Promise<ExternalSystem | undefined> => {
		const [row] = await sql.query<SystemRow>(`${selectSystem} where ${condition}`, [value]);
		return row === undefined ? undefined : parseSystem(row);
	};
	return {
		list: async () => (await sql.query<SystemRow>(`${selectSystem} order by system_name`)).map(parseSystem),
		findByName: async systemName =>
			(await findOne('system_name = $1', systemName)) ?? findOne('lower(system_name) = lower($1) order by id limit 1', systemName),
		findById: id => findOne('id = $1', id),
		setSyncEnabled: async (id, enabled) => {
			await sql.query('update external_systems set sync_enabled = $2, updated_at = now() where id = $1', [id, enabled]);
		},
		setConnection: async (id, {apiBaseUrl, authenticationMethod, config}) => {
			await sql.query(
				`update external_systems set api_base_url = coalesce($2, api_base_url), authentication_method = coalesce($3, authentication_method),
					connection_config = connection_config || $4::jsonb, updated_at = now()
				where id = $1`,
				[id, apiBaseUrl ?? null, authenticationMethod ?? null, JSON.stringify(config)]);
		},
		markSynced: async (id, status, at) => {
			await sql.query('update external_systems set last_sync_time = $3::timestamptz, last_sync_status = $2, updated_at = now() where id = $1',
				[id, status, at.toISOString()]);
		},
	};
}

/** `external_systems.rate_limit_config`; what it leaves out, or holds in a form that is none, gets the default. */
export function parseRateLimit(config: unknown): RateLimit {
	const parsed = rateLimitSchema.parse(config ?? {});
	return {requestsPerMinute: parsed.requests_per_minute, burstCapacity: parsed.burst_capacity};
}

function parseSystem(row: SystemRow): ExternalSystem {
	const retry = retrySchema.parse(row.retry_config ?? {});
	return {
		id: row.id,
		systemName: row.system_name,
		systemType: row.system_type,
		apiBaseUrl: row.api_base_url,
		apiVersion: row.api_version,
		authenticationMethod: row.authentication_method,
		connectionConfig: connectionSchema.parse(row.connection_config) as JsonObject,
		syncEnabled: row.sync_enabled,
		syncFrequencyMinutes: row.sync_frequency_minutes,
		lastSyncTime: row.last_sync_time,
		lastSyncStatus: row.last_sync_status,
		rateLimit: parseRateLimit(row.rate_limit_config),
		retry: {maxAttempts: retry.max_attempts, baseDelayMs: retry.base_delay_ms, maxDelayMs: retry.max_delay_ms},
		isActive: row.is_active,
	};
}
