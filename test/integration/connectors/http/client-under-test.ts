import type {ApiCall, ConnectorContext} from '../../../../source/core/connector.js';
import type {Clock} from '../../../../source/core/process/clock.js';
import {silentLogger} from '../../../../source/core/process/logger.js';
import {createHeaderAuthentication} from '../../../../source/connectors/http/authentication.js';
import {createHttpClient, type HttpClient, type HttpClientOptions} from '../../../../source/connectors/http/http-client.js';
import {createTransport, type TransportOptions} from '../../../../source/connectors/http/transport.js';

export const secretKey = 'secret-key-of-the-test-0123456789';

/** A clock whose sleeps pass at once, and are written down. */
export function createSleeplessClock(start = new Date('2026-03-01T12:00:00Z')): Clock & {readonly sleeps: readonly number[]; readonly advance: (ms: number) => void} {
	let now = start.getTime();
	const sleeps: number[] = [];
	return {
		sleeps,
		advance: ms => void (now += ms),
		now: () => new Date(now),
		async sleep(ms, signal) {
			signal?.throwIfAborted();
			sleeps.push(ms);
			now += ms;
		},
	};
}

export type TestContext = ConnectorContext & {readonly clock: ReturnType<typeof createSleeplessClock>; readonly calls: readonly ApiCall[]; readonly pauses: readonly Date[]; readonly tokens: () => number};

/** What a connector is made from, with everything that it reports kept for the test to read. */
export function createTestContext(apiBaseUrl: string, changes: Partial<ConnectorContext> & {readonly connectionConfig?: Record<string, string>} = {}): TestContext {
	const clock = createSleeplessClock();
	const calls: ApiCall[] = [];
	const pauses: Date[] = [];
	let tokens = 0;
	const {connectionConfig = {}, ...rest} = changes;
	return {
		system: {
			id: 1, systemName: 'Test.io', systemType: 'test', apiBaseUrl, apiVersion: null, authenticationMethod: 'api_key', connectionConfig,
			syncEnabled: true, syncFrequencyMinutes: 60, lastSyncTime: null, lastSyncStatus: null, isActive: true,
			rateLimit: {requestsPerMinute: 1000, burstCapacity: 100}, retry: {maxAttempts: 4, baseDelayMs: 1000, maxDelayMs: 60_000},
		},
		logger: silentLogger,
		recordCall: call => void calls.push(call),
		async takeToken(signal) {
			signal.throwIfAborted();
			tokens++;
		},
		pauseUntil: async time => void pauses.push(time),
		...rest, clock, calls, pauses, tokens: () => tokens,
	};
}

export function createTestClient(context: TestContext, options: Partial<HttpClientOptions> & {readonly transportOptions?: TransportOptions} = {}): HttpClient {
	const {transportOptions, ...rest} = options;
	return createHttpClient({
		context,
		transport: createTransport(transportOptions),
		authentication: createHeaderAuthentication({'x-apikeys': `secretKey=${secretKey}`}, [secretKey]),
		credentialOptions: ['secret_key'],
		userAgent: 'Integration/1.0 (Parley; Parley; Build/1)',
		random: () => 0.5,
		...rest,
	});
}
