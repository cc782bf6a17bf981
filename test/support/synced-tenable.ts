import type {EntityType} from '../../source/core/entity.js';
import type {Operation} from '../../source/core/operation.js';
import type {TenantSettings} from '../../source/simulator/tenable/settings.js';
import {startTenableSimulator, type TenableSimulator} from '../../source/simulator/tenable/start-tenable-simulator.js';
import type {SyncedWorld} from './synced-world.js';

export type SyncedTenable = AsyncDisposable & {
	readonly simulator: TenableSimulator;
	/** Runs one entity type of Tenable; gives its child operations, by direction. `beforeSending` runs when all has come in. Throws what failed. */
	readonly sync: (entityType: EntityType, scope?: 'changes' | 'full', beforeSending?: () => void) => Promise<Readonly<Partial<Record<'inbound' | 'outbound', Operation>>>>;
};

/** A simulated Tenable of the world's organization, connected and enabled, without a limit on requests and impatient. */
export async function connectTenable(world: SyncedWorld, settings: Partial<TenantSettings> = {}, config: Readonly<Record<string, string>> = {}): Promise<SyncedTenable> {
	const simulator = await startTenableSimulator({organization: world.organization, settings: {jobDelayMs: 20, pace: {queuedPolls: 0, processingPolls: 0, longestMs: 1000}, ...settings}});
	const systemName = 'Tenable.io';
	await world.otherProgram(`update external_systems set rate_limit_config = '{"requests_per_minute": 600000, "burst_capacity": 10000}',
		retry_config = '{"max_attempts": 3, "base_delay_ms": 20, "max_delay_ms": 200}' where system_name = $1`, [systemName]);
	await world.operations.setSystemConnection({systemName, apiBaseUrl: simulator.url, config: {access_key: simulator.accessKey, secret_key: simulator.secretKey, ...config}});
	await world.operations.setSystemEnabled({systemName, enabled: true});
	return {
		simulator,
		async sync(entityType, scope = 'changes', beforeSending = () => undefined) {
			let isSending = false;
			const onProgress = ({direction}: Operation) => {
				if (direction === 'outbound' && !isSending) beforeSending();
				isSending ||= direction === 'outbound';
			};
			const {runs, failure} = await world.operations.runSync({systemName, entityType, scope}, {onProgress});
			if (failure !== undefined) throw failure;
			const children = runs[0]?.children ?? [];
			const [inbound, outbound] = (['inbound', 'outbound'] as const).map(direction => children.find(child => child.direction === direction));
			return {...(inbound !== undefined && {inbound}), ...(outbound !== undefined && {outbound})};
		},
		[Symbol.asyncDispose]: () => simulator.close(),
	};
}
