import type {Clock} from '../core/process/clock.js';
import type {ConnectorContext} from '../core/connector.js';
import type {ExternalSystem} from '../core/external-system.js';
import {formatAge} from '../core/text/format-age.js';
import type {Logger} from '../core/process/logger.js';
import type {TrafficStore} from '../core/stores/traffic-store.js';
import {AppError} from '../errors/app-error.js';

/** Longer than any token is waited for, of which there is at least one a minute: only a pause that was asked for lasts longer. */
const patienceMs = 60_000;

export type TurnParts = {
	readonly system: ExternalSystem;
	readonly traffic: Pick<TrafficStore, 'takeToken' | 'pauseUntil'>;
	readonly clock: Clock;
	readonly logger: Logger;
	/** A run waits for as long as the other side asks. Whoever only asks something is told how long that is instead. */
	readonly isRun: boolean;
	/** Told what a run waits for, and `undefined` when it goes on. */
	readonly onWait?: ConnectorContext['onWait'] | undefined;
};

/** How the calls of one connector keep to the rate limit and the pauses that all processes share. */
export function takeTurns({system, traffic, clock, logger, isRun, onWait = () => {}}: TurnParts): Pick<ConnectorContext, 'takeToken' | 'pauseUntil'> {
	const until = (waitMs: number) => new Date(clock.now().getTime() + waitMs);
	return {
		takeToken: async signal => {
			for (let isTold = false; ;) {
				signal.throwIfAborted();
				const {isGranted, waitMs, isPaused} = await traffic.takeToken(system.id, system.rateLimit);
				if (isGranted) return;
				if (waitMs > patienceMs && !isRun) throw askedToPause(system.systemName, until(waitMs), clock.now());
				if (waitMs > patienceMs && !isTold) {
					logger.warn('The other side asked to pause; the run waits', {system: system.systemName, until: until(waitMs).toISOString()});
					isTold = true;
				}
				onWait({until: until(waitMs), reason: isPaused ? 'it asked to pause' : `its rate limit is ${system.rateLimit.requestsPerMinute} calls a minute`});
				await clock.sleep(waitMs, signal);
				onWait(undefined);
			}
		},
		pauseUntil: async time => {
			await traffic.pauseUntil(system.id, time);
			if (!isRun && time.getTime() - clock.now().getTime() > patienceMs) throw askedToPause(system.systemName, time, clock.now());
		},
	};
}

const askedToPause = (systemName: string, until: Date, now: Date): AppError => new AppError({
	code: 'EXTERNAL_RATE_LIMITED', isRetryable: true,
	message: `${systemName} asked for no more calls until ${until.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${formatAge(until, now)}; nothing is sent before then.`,
	nextStep: 'Wait: syncs go on by themselves then, and "parley status" tells how long it is. Ask again after it.',
});
