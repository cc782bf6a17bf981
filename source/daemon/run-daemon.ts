import type {Actor} from '../core/actor.js';
import type {Clock} from '../core/process/clock.js';
import {closeAll, type Closer} from '../core/process/close-all.js';
import type {DatabaseAddress} from '../core/database-address.js';
import type {Database} from '../core/database.js';
import type {Logger} from '../core/process/logger.js';
import {createJobs, type Jobs} from '../jobs/create-jobs.js';
import type {Operations} from '../operations/operations.js';
import {createSystemdNotifier} from './create-systemd-notifier.js';
import {createTicker} from './create-ticker.js';
import {createJobCounter, type JobCounter} from './job-counter.js';
import {findReadiness} from './find-readiness.js';
import {renderMetrics} from './render-metrics.js';
import {startHealthServer} from './start-health-server.js';
import {startLoop, type Loop} from './start-loop.js';
import {createRunSyncTask} from './tasks/run-sync-task.js';
import {createUpkeepTask} from './tasks/upkeep-task.js';
import {watchEventLoop} from './watch-event-loop.js';

export type DaemonOptions = {
	/** Bound to `actor`. */
	readonly operations: Operations;
	readonly database: Database;
	readonly jobsAddress: DatabaseAddress;
	readonly actor: Actor;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly version: string;
	readonly host: string;
	/** Of the health endpoints on loopback; undefined: none. */
	readonly port: number | undefined;
	readonly systemd: {readonly notifySocket: string | undefined; readonly watchdogMs: number | undefined};
	/** `stop`: finish what is begun and end. `abort`: do not wait for it. */
	readonly signals: {readonly stop: AbortSignal; readonly abort: AbortSignal};
	/** Starts the database's server again when it has died; undefined: that is somebody else's affair. */
	readonly reviveServer?: (() => Promise<boolean>) | undefined;
	/** Told when it works. */
	readonly onReady?: (daemon: {readonly port: number | undefined}) => void;
};

const beatMs = 20_000;
/** How often a server of our own is looked after: two small files are read. */
const reviveMs = 5000;
const drainMs = 30_000;

/**
 * The scheduler and the workers, until they are told to stop. Resolves with the number of jobs that were put back because
 * they did not reach a good place to stop in time. Once it works, it outlives the database.
 */
export async function runDaemon(options: DaemonOptions): Promise<{readonly putBack: number}> {
	const {logger, signals} = options;
	const closers: Closer[] = [];
	try {
		const {jobs, schedule, stopping} = await start(options, closers);
		await untilAborted(signals.stop);
		logger.info('The daemon stops: it takes no more work and finishes what runs', {withinMs: drainMs});
		await stopping();
		await schedule.stop();
		const putBack = await jobs.drain({timeoutMs: drainMs, signal: signals.abort});
		if (putBack > 0) logger.warn('Jobs did not end in time and were put back', {jobs: putBack});
		return {putBack};
	} finally {
		await closeAll(closers).catch((error: unknown) => logger.error('Something could not be closed', {error}));
		logger.info('The daemon ended');
	}
}

type Started = {readonly jobs: Jobs; readonly schedule: Loop; readonly stopping: () => Promise<void>};

async function start(options: DaemonOptions, closers: Closer[]): Promise<Started> {
	const {clock, logger, database, version, host} = options;
	const counter = createJobCounter();
	const jobs = createJobs({address: options.jobsAddress, logger, onEnd: counter.add});
	const loop = (name: string, retryMs: number, pass: () => Promise<number>): Loop => {
		const started = startLoop({name, retryMs, pass, clock, logger});
		closers.push(started.stop);
		return started;
	};
	await jobs.start();
	closers.push(() => jobs.drain({timeoutMs: 0}));
	// A restore is best known before the first run; each run looks again.
	await options.operations.noticeRestore();
	// Before the first beat of our own.
	const lastBeatAt = await database.stores.health.findLastBeat();
	const self = {host, pid: process.pid};
	// Closed after the loop, whose last beat would call it back to life.
	closers.push(() => database.stores.health.leave(self));
	loop('heartbeat', 2000, async () => {
		await database.stores.health.beat({...self, version});
		return beatMs;
	});
	const {reviveServer} = options;
	if (reviveServer !== undefined) {
		loop('embedded PostgreSQL', reviveMs, async () => {
			if (await reviveServer()) logger.warn('The embedded PostgreSQL had died and was started again');
			return reviveMs;
		});
	}
	const schedule = loop('schedule', 2000, createTicker({stores: database.stores, jobs, logger, lastBeatAt}));
	const port = await serveHealth(options, {jobs, schedule, counter}, closers);
	await jobs.work(createTasks(options, jobs));
	const systemd = createSystemdNotifier({notifySocket: options.systemd.notifySocket, logger});
	await systemd.ready();
	const {watchdogMs} = options.systemd;
	if (watchdogMs !== undefined) {
		loop('watchdog', watchdogMs / 3, async () => {
			await systemd.alive();
			return watchdogMs / 3;
		});
	}
	logger.info('The daemon works', {healthPort: port});
	options.onReady?.({port});
	return {jobs, schedule, stopping: systemd.stopping};
}

type Parts = {readonly jobs: Jobs; readonly schedule: Loop; readonly counter: JobCounter};

/** Gives the port, or undefined when nobody asked for the endpoints. */
async function serveHealth(options: DaemonOptions, {jobs, schedule, counter}: Parts, closers: Closer[]): Promise<number | undefined> {
	const {logger, version, signals, clock} = options;
	const startedAt = clock.now();
	const eventLoop = watchEventLoop(logger);
	closers.push(eventLoop.stop);
	if (options.port === undefined) return undefined;
	const server = await startHealthServer({
		port: options.port, logger,
		readiness: () => findReadiness({takesChanges: options.database.stores.health.takesChanges, lastTickAt: schedule.lastSuccessAt(), isDraining: signals.stop.aborted}),
		metrics: async () => renderMetrics({
			version, startedAt, residentBytes: process.memoryUsage.rss(), longestStandstillMs: eventLoop.longestMs(), isDraining: signals.stop.aborted,
			jobs: counter.list(), database: await readDatabase(options, jobs),
		}),
	});
	closers.push(server.close);
	return server.port;
}

const createTasks = ({operations, database, clock, actor}: DaemonOptions, jobs: Jobs) => ({
	sync: createRunSyncTask({operations, leases: database.stores.leases, checkpoints: database.stores.checkpoints, clock, now: jobs.now}),
	upkeep: createUpkeepTask({database, clock, actor}),
});

async function readDatabase({operations, logger}: DaemonOptions, jobs: Jobs) {
	try {
		const [health, queues] = await Promise.all([operations.getHealth(), jobs.listQueues()]);
		return {health, queues};
	} catch (error) {
		logger.warn('The database did not answer for the metrics', {error});
		return undefined;
	}
}

const untilAborted = (signal: AbortSignal): Promise<void> => new Promise(resolve => {
	if (signal.aborted) resolve();
	else signal.addEventListener('abort', () => resolve(), {once: true});
});
