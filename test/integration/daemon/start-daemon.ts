import {compose, type Composition} from '../../../source/compose.js';
import {loadConfig} from '../../../source/config/load.js';
import type {Actor} from '../../../source/core/actor.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {runDaemon, type DaemonOptions} from '../../../source/daemon/run-daemon.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {createLogger} from '../../../source/logging/create-logger.js';
import {emptyHome} from '../../support/empty-home.js';

export type LogLine = Readonly<Record<string, unknown>> & {readonly level: string; readonly message: string};

export type TestDaemon = AsyncDisposable & {
	/** Resolves when it works; rejects when it ends before. */
	readonly ready: Promise<{readonly port: number | undefined}>;
	readonly ended: Promise<{readonly putBack: number}>;
	readonly log: readonly LogLine[];
	readonly stop: () => void;
	readonly abort: () => void;
};

const actor: Actor = {userId: undefined, username: 'parley', role: 'operator'};

export const composeDaemon = (url: string, write: (line: string) => void): Composition => compose({
	config: loadConfig({env: {DATABASE_URL: url, HOME: emptyHome}}), version: 'test', applicationName: 'parley daemon', actor,
	createLogger: secrets => createLogger({level: 'debug', secrets, write}),
});

export async function runComposed(composed: Composition, options: Pick<DaemonOptions, 'signals' | 'port' | 'onReady' | 'systemd' | 'reviveServer'>): Promise<{readonly putBack: number}> {
	try {
		return await runDaemon({
			operations: await composed.operations(), database: await composed.database(), jobsAddress: parseDatabaseUrl(await composed.databaseUrl()),
			actor, clock: systemClock, logger: composed.logger, version: 'test', host: 'testhost', ...options,
		});
	} finally {
		await composed.close();
	}
}

/** A daemon in this process, composed as the real one. */
export function startDaemon(url: string, options: Partial<Pick<DaemonOptions, 'port' | 'systemd' | 'reviveServer'>> = {}): TestDaemon {
	const [stop, abort] = [new AbortController(), new AbortController()];
	const log: LogLine[] = [];
	const {promise: works, resolve, reject} = Promise.withResolvers<{readonly port: number | undefined}>();
	const ended = runComposed(composeDaemon(url, line => void log.push(JSON.parse(line) as LogLine)), {
		port: undefined, systemd: {notifySocket: undefined, watchdogMs: undefined}, ...options,
		signals: {stop: stop.signal, abort: abort.signal}, onReady: resolve,
	});
	ended.catch(reject);
	works.catch(() => {}); // Whoever waits for it is told.
	return {
		ready: works, ended, log,
		stop: () => stop.abort(),
		abort: () => abort.abort(),
		[Symbol.asyncDispose]: async () => {
			stop.abort();
			abort.abort();
			await ended.catch(() => {}); // A test that expects a failure has seen it.
		},
	};
}
