import {rm} from 'node:fs/promises';
import {userInfo} from 'node:os';
import {AppError} from '../errors/app-error.js';
import {closeAll, type Closer} from '../core/process/close-all.js';
import {entityDefinitions} from '../core/entity.js';
import type {Operation} from '../core/operation.js';
import {Secret} from '../core/process/secret.js';
import {systemClock} from '../core/process/system-clock.js';
import type {Config} from '../config/schema.js';
import {compose, type Composition, type ComposeOptions} from '../compose.js';
import {createDatabaseTools} from '../database/database-tools.js';
import {describeAddress, parseDatabaseUrl} from '../database/database-url.js';
import {migrateJobs} from '../jobs/migrate-jobs.js';
import type {Operations} from '../operations/operations.js';
import type {SyncOptions, SyncOutcome} from '../operations/run-sync.js';
import {dropDemoDatabase, prepareDemoDatabase, takeDemoLock} from './demo-databases.js';
import {demoStages, loadDemoState, saveDemoStage, type DemoStage} from './demo-state.js';
import {startSimulators, tenableJournal, type Simulators} from './start-simulators.js';
import {tellAfternoon} from './tell-afternoon.js';
import {tellStory} from './tell-story.js';

export type DemoOptions = {
	readonly config: Config;
	/** The server on which the demo makes its databases. */
	readonly server: Composition;
	readonly compose: Pick<ComposeOptions, 'version' | 'createLogger'>;
	readonly seed: number;
	readonly isFresh: boolean;
	readonly signal: AbortSignal;
	/** A step is done: one line for a person. */
	readonly onStep: (text: string) => void;
	/** A sync goes on. */
	readonly onProgress: (operation: Operation) => void;
};

export type Demo = {
	readonly databaseUrl: string;
	readonly config: Config;
	readonly operations: Operations;
	/** Undefined: a demo that is already running has them, and this one has joined it. */
	readonly simulators: Simulators | undefined;
	readonly close: () => Promise<void>;
};

/** Everything at once: a database of its own, both simulators, a first sync, a morning of people's edits, a second sync, and what they did since. */
export async function runDemo(options: DemoOptions): Promise<Demo> {
	const serverUrl = await options.server.databaseUrl();
	const lock = await takeDemoLock(serverUrl);
	options.onStep(`PostgreSQL answers: ${describeAddress(parseDatabaseUrl(serverUrl))}.`);
	const closers: Closer[] = lock === undefined ? [] : [lock.release];
	const close = () => closeAll(closers);
	try {
		if (lock === undefined && options.isFresh) throw isRunning();
		const opened = await openDemo(options, {serverUrl, isFirst: lock !== undefined, closers});
		return {...opened, close};
	} catch (error) {
		// Why it did not start is what a person has to know.
		await close().catch((failure: unknown) => options.server.logger.warn('Something of the demo could not be closed.', {error: failure}));
		throw error;
	}
}

const isRunning = (): AppError =>
	new AppError({code: 'USAGE', message: 'A demo is running, so its data cannot be begun anew.', nextStep: 'Quit that one (q), then run this again; or leave --fresh out to join it.'});

type Opening = {
	readonly serverUrl: string;
	/** Nobody else runs the simulators. */
	readonly isFirst: boolean;
	readonly closers: Closer[];
};

async function openDemo(options: DemoOptions, {serverUrl, isFirst, closers}: Opening): Promise<Omit<Demo, 'close'>> {
	const {isFresh, onStep, seed} = options;
	if (isFresh) await dropDemoDatabase(serverUrl);
	const databaseUrl = await prepareDemoDatabase(serverUrl);
	const config: Config = {...options.config, databaseUrl: new Secret(databaseUrl), environment: options.config.environment ?? 'DEMO'};
	if (isFirst) {
		const tools = createDatabaseTools({databaseUrl: config.databaseUrl, dataHome: config.dataHome, logger: options.server.logger, migrateJobs});
		const applied = await tools.migrate();
		await tools.seed();
		onStep(applied.length === 0 ? 'The schema is up to date.' : 'The schema is made, and seeded.');
	}
	const composed = compose({...options.compose, config, applicationName: 'parley demo'});
	closers.push(composed.close);
	const database = await composed.database();
	await database.stores.users.ensure(userInfo().username, 'admin');
	const operations = await composed.operations();
	if (!isFirst) {
		onStep('A demo is running already: this one joins it.');
		return {databaseUrl, config, operations, simulators: undefined};
	}
	const state = await loadDemoState(databaseUrl, {seed, now: new Date()});
	// A story that has not begun starts with untouched servers, whatever an earlier one has left.
	const isUntold = state.stage === 'begun';
	if (isUntold) await rm(tenableJournal(config.dataHome), {force: true});
	const simulators = await startSimulators({serverUrl, dataHome: config.dataHome, seed: state.seed, now: state.now, isFresh: isUntold});
	closers.push(simulators.close);
	const demo = {databaseUrl, config, operations, simulators};
	await playStory(options, {demo, simulators, stage: state.stage});
	return demo;
}

type Play = {readonly demo: Omit<Demo, 'close'>; readonly simulators: Simulators; readonly stage: DemoStage};

/** Does what the data does not show yet; a demo that was killed in between goes on where it was. */
async function playStory(options: DemoOptions, {demo, simulators, stage}: Play): Promise<void> {
	const {onStep, onProgress, signal} = options;
	const {operations, databaseUrl} = demo;
	const isDone = (one: DemoStage) => demoStages.indexOf(stage) >= demoStages.indexOf(one);
	await connectSystems(operations, simulators);
	onStep(`Simulated: Tenable at ${simulators.tenable.url}, Xacta in a database.`);
	if (!isDone('loaded')) {
		for (const entity of await syncAll(operations, {signal, onProgress})) onStep(entity);
		await saveDemoStage(databaseUrl, 'loaded');
	}
	if (!isDone('edited')) {
		const {ours, xacta, tenable} = await tellStory({databaseUrl, ...simulators});
		await saveDemoStage(databaseUrl, 'edited');
		onStep(`People changed ${ours} records here, ${xacta} in Xacta and ${tenable} in Tenable.`);
	}
	if (!isDone('told')) {
		for (const entity of await syncAll(operations, {signal, onProgress})) onStep(entity);
		await saveDemoStage(databaseUrl, 'told');
	}
	if (!isDone('afternoon')) {
		const {xacta, tenable} = await tellAfternoon({databaseUrl, ...simulators});
		await saveDemoStage(databaseUrl, 'afternoon');
		onStep(`People changed ${xacta} more records in Xacta and ${tenable} in Tenable: a plan (p on a row) tells what a sync would do.`);
	}
}

async function connectSystems(operations: Operations, {tenable, xacta}: Simulators): Promise<void> {
	await operations.setSystemConnection({systemName: 'Tenable.io', apiBaseUrl: tenable.url, config: {access_key: tenable.accessKey, secret_key: tenable.secretKey}});
	await operations.setSystemConnection({systemName: 'Xacta 360', config: {connection_string: xacta.connectionString, username: xacta.username, password: xacta.password}});
	for (const systemName of ['Tenable.io', 'Xacta 360']) await operations.setSystemEnabled({systemName, enabled: true});
}

/** One sync of everything; a line for each entity type. */
async function syncAll(operations: Operations, options: {readonly signal: AbortSignal; readonly onProgress: (operation: Operation) => void}): Promise<readonly string[]> {
	const outcome = await runWhenFree(operations, options);
	options.signal.throwIfAborted();
	if (outcome.failure !== undefined) throw outcome.failure;
	return outcome.runs.flatMap(run => run.children).map(({systemName, entityType, counts, conflictsOpened}) => {
		const {plural} = entityDefinitions[entityType ?? 'asset'];
		const amount = (count: number): string => count.toLocaleString('en-US');
		const parts = [`${amount(counts.created)} created`, `${amount(counts.updated)} updated`, `${amount(counts.unchanged)} unchanged`, `${conflictsOpened} ${conflictsOpened === 1 ? 'conflict' : 'conflicts'}`];
		return `${systemName} ${plural}: ${[`${amount(counts.read)} read`, ...parts.filter(part => !part.startsWith('0 '))].join(', ')}.`;
	});
}

/** A demo that was killed in the middle of a sync leaves a lease that holds for some seconds more. */
async function runWhenFree(operations: Operations, options: SyncOptions, triesLeft = 40): Promise<SyncOutcome> {
	const outcome = await operations.runSync({}, options);
	const isHeld = outcome.failure instanceof AppError && outcome.failure.code === 'SYNC_ALREADY_RUNNING';
	if (!isHeld || triesLeft === 0) return outcome;
	await systemClock.sleep(500, options.signal);
	return runWhenFree(operations, options, triesLeft - 1);
}
