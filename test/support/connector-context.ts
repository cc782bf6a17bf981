import type {ApiCall, ConnectorContext} from '../../source/core/connector.js';
import type {ExternalSystem} from '../../source/core/external-system.js';
import type {JsonObject} from '../../source/core/json.js';
import {silentLogger} from '../../source/core/process/logger.js';
import type {Clock} from '../../source/core/process/clock.js';
import {systemClock} from '../../source/core/process/system-clock.js';

export type RecordingContext = ConnectorContext & {
	/** Every call that the connector made, oldest first. */
	readonly calls: readonly ApiCall[];
	/** How many tokens of the rate limit it took. */
	readonly tokens: () => number;
	/** Until when it asked everybody to pause. */
	readonly pauses: readonly Date[];
};

export type SystemParts = Pick<ExternalSystem, 'systemType' | 'authenticationMethod'> & {readonly connectionConfig: JsonObject; readonly apiBaseUrl?: string; readonly systemName?: string};

export const externalSystem = (parts: SystemParts): ExternalSystem => ({
	id: 1, systemName: `${parts.systemType} under test`, apiBaseUrl: 'none', apiVersion: null, syncEnabled: true, syncFrequencyMinutes: 60,
	lastSyncTime: null, lastSyncStatus: null, rateLimit: {requestsPerMinute: 6000, burstCapacity: 100},
	retry: {maxAttempts: 3, baseDelayMs: 1, maxDelayMs: 10}, isActive: true, ...parts,
});

/** What a connector is made from, remembering what it did with it. */
export function recordingContext(parts: SystemParts, clock: Clock = systemClock): RecordingContext {
	const calls: ApiCall[] = [];
	const pauses: Date[] = [];
	let tokens = 0;
	return {
		system: externalSystem(parts),
		clock,
		logger: silentLogger,
		calls,
		pauses,
		tokens: () => tokens,
		recordCall: call => void calls.push(call),
		takeToken: async signal => {
			signal.throwIfAborted();
			tokens++;
		},
		pauseUntil: async time => void pauses.push(time),
	};
}
