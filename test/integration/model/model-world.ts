import {randomUUID} from 'node:crypto';
import {createConnect} from '../../../source/composition/create-connect.js';
import {findConnectorFactory} from '../../../source/connectors/registry.js';
import type {Connector} from '../../../source/core/connector.js';
import type {Database} from '../../../source/core/database.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {AppError} from '../../../source/errors/app-error.js';
import {bindOperations} from '../../../source/operations/bind-operations.js';
import type {Operations} from '../../../source/operations/operations.js';
import type {SyncOutcome} from '../../../source/operations/run-sync.js';
import {asSeenBy, connectorSeenBy, createMortal, type Mortal} from '../../support/mortal-process.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {openFieldRules, type FieldRules} from './field-rules.js';
import type {Deed, Edit, Trouble} from './steps.js';
import {openTwoSides, systemName, type TwoSides} from './two-sides.js';

export type ModelWorld = AsyncDisposable & {
	readonly world: SyncedWorld;
	readonly sides: TwoSides;
	/** Operations of a person at rest. */
	readonly operations: Operations;
	/** Verdicts over many that were given, by id. */
	readonly requests: string[];
	readonly rules: FieldRules;
	/** One run of the POA&Ms by a process of its own, with or without trouble. Undefined: the process died. */
	readonly run: (scope: 'changes' | 'full', trouble: Trouble | undefined, meanwhile: (act: Edit | Deed) => Promise<void>) => Promise<SyncOutcome | undefined>;
	/** Lets the time pass after which a dead process's lease is over and a failed send is tried again. */
	readonly letTimePass: () => Promise<void>;
};

export async function createModelWorld({poams, batchSize}: {readonly poams: number; readonly batchSize: number}): Promise<ModelWorld> {
	const world = await createSyncedWorld({systems: 1, poams});
	const sides = await openTwoSides(world);
	await world.otherProgram(`update sync_policies set batch_size = $1 where entity_type = 'poam'`, [batchSize]);
	await world.otherProgram(`update external_systems set rate_limit_config = '{"requests_per_minute": 600000, "burst_capacity": 100000}'`);
	const actor = await world.database.stores.users.ensure('sam', 'admin');
	const connect = createConnect({database: world.database, clock: systemClock, logger: silentLogger, version: 'test', learnSecret: () => {}});
	const bind = (database: Database, wrap: (connector: Connector) => Connector): Operations => bindOperations({
		database, clock: systemClock, logger: silentLogger, isReadOnly: false, newId: randomUUID, actor,
		connect: async (system, operationId) => wrap(await connect(system, operationId)),
		connectorOptions: system => findConnectorFactory(system).options,
	});
	const operations = bind(world.database, connector => connector);
	return {
		world, sides, operations,
		requests: [],
		rules: await openFieldRules(operations),
		run: async (scope, trouble, meanwhile) => {
			const bystanders: Promise<void>[] = [];
			const mortal = createMortal(trouble?.kind === 'death' ? trouble.at : undefined, (_, count) => {
				// Not awaited: inside a transaction it may have to wait for the commit.
				if (trouble?.kind === 'bystander' && count === trouble.at) bystanders.push(meanwhile(trouble.edit));
			});
			const mortals = bind(asSeenBy(disturb(world.database, trouble), mortal), connector => connectorSeenBy(disturbConnector(connector, trouble), mortal));
			const outcome = await runOnce(mortals, scope, trouble, mortal);
			await Promise.all(bystanders);
			return outcome;
		},
		letTimePass: async () => {
			await world.otherProgram(`update sync_leases set expires_at = now() - interval '1 second'`);
			await world.otherProgram(`update sync_outbox set next_attempt_at = now() where state in ('ready', 'unknown')`);
			await world.otherProgram(`update integration_health set paused_until = null, breaker_state = 'closed', consecutive_failures = 0`);
		},
		[Symbol.asyncDispose]: async () => {
			await sides[Symbol.asyncDispose]();
			await world[Symbol.asyncDispose]();
		},
	};
}

async function runOnce(operations: Operations, scope: 'changes' | 'full', trouble: Trouble | undefined, mortal: Mortal): Promise<SyncOutcome | undefined> {
	const stop = new AbortController();
	let pages = 0;
	try {
		return await operations.runSync({systemName, entityType: 'poam', scope}, {
			signal: stop.signal,
			onProgress: ({counts}) => {
				if (counts.read > 0) pages += 1;
				if (trouble?.kind === 'stop' && pages === trouble.afterPages) stop.abort(new DOMException('Interrupted', 'AbortError'));
			},
		});
	} catch (error) {
		if (mortal.isDead() || trouble?.kind === 'lost-commit') return undefined;
		throw error;
	}
}

const lost = (code: 'EXTERNAL_UNREACHABLE' | 'DATABASE_UNREACHABLE', isRetryable: boolean): AppError =>
	new AppError({code, isRetryable, message: 'The connection was lost.', nextStep: 'It is tried again.'});

function disturb(database: Database, trouble: Trouble | undefined): Database {
	if (trouble?.kind !== 'lost-commit') return database;
	let commits = 0;
	return {
		...database,
		transact: async work => {
			const result = await database.transact(work);
			commits += 1;
			if (commits === trouble.commit) throw lost('DATABASE_UNREACHABLE', true);
			return result;
		},
	};
}

function disturbConnector(connector: Connector, trouble: Trouble | undefined): Connector {
	let requests = 0;
	let writes = 0;
	const ask = async <T>(work: () => Promise<T>): Promise<T> => {
		requests += 1;
		if (trouble?.kind === 'outage' && requests >= trouble.from) throw lost('EXTERNAL_UNREACHABLE', true);
		return work();
	};
	return {
		...connector,
		list: request => ask(async () => {
			const page = await connector.list(request);
			if (trouble?.kind !== 'gaps') return page;
			return {...page, records: page.records.filter((_, index) => index % 2 === 0), ...(page.next === undefined ? {gaps: ['Half of it is missing.']} : {})};
		}),
		read: (entityType, externalId, signal) => ask(() => connector.read(entityType, externalId, signal)),
		write: request => ask(async () => {
			const result = await connector.write(request);
			writes += 1;
			// As the connector tells it: whether it took effect is not known, so it is not retryable.
			if (trouble?.kind === 'lost-answer' && writes === trouble.write) throw lost('EXTERNAL_UNREACHABLE', false);
			return result;
		}),
	};
}
