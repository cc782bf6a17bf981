import type {JsonObject} from './json.js';

/** `external_systems.rate_limit_config`. */
export type RateLimit = {readonly requestsPerMinute: number; readonly burstCapacity: number};

/** `external_systems.retry_config`. */
export type RetryPolicy = {readonly maxAttempts: number; readonly baseDelayMs: number; readonly maxDelayMs: number};

/** A row of `external_systems`. `connectionConfig` may hold secrets: it is never printed or logged. */
export type ExternalSystem = {
	readonly id: number;
	readonly systemName: string;
	/** Names the connector: "tenable", "xacta", … */
	readonly systemType: string;
	readonly apiBaseUrl: string;
	readonly apiVersion: string | null;
	readonly authenticationMethod: string;
	readonly connectionConfig: JsonObject;
	readonly syncEnabled: boolean;
	readonly syncFrequencyMinutes: number;
	readonly lastSyncTime: Date | null;
	readonly lastSyncStatus: string | null;
	readonly rateLimit: RateLimit;
	readonly retry: RetryPolicy;
	readonly isActive: boolean;
};
