import type {EntityType} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {HealthState, PairHealth, Shortfall, SystemHealth} from '../core/health.js';
import {processEnded, type Operation} from '../core/operation.js';
import type {SyncPolicy} from '../core/policy.js';
import {describePartial} from '../core/text/describe-partial.js';
import {toCommand} from '../core/text/to-command.js';
import type {PairFacts} from '../core/stores/health-store.js';
import type {AppError} from '../errors/app-error.js';
import type {NextRun} from '../schedule/keep-next-runs.js';

export type HealthSituation = {
	readonly system: ExternalSystem;
	readonly policy: SyncPolicy;
	readonly facts: PairFacts;
	readonly breaker: SystemHealth['breaker'];
	readonly now: Date;
	readonly nextRun: NextRun;
};

/** How one entity type of one system is doing: pure. */
export function toPairHealth(situation: HealthSituation): PairHealth {
	const {system, policy, facts, now, nextRun} = situation;
	const isDead = isAbandoned(facts);
	const failure = findFailure(situation);
	const shortfalls = failure === undefined ? findShortfalls(facts) : [];
	const isOn = system.syncEnabled && policy.isActive;
	return {
		externalSystemId: system.id,
		systemName: system.systemName,
		entityType: policy.entityType,
		direction: policy.direction,
		isPushEnabled: policy.isPushEnabled,
		state: toState(facts, {isFailing: failure !== undefined, isWhole: shortfalls.length === 0, isOn}),
		lastInboundAt: facts.lastInboundAt,
		lastOutboundAt: facts.lastOutboundAt,
		nextRunAt: isOn ? nextRun(policy, system.syncFrequencyMinutes, now) : undefined,
		lateSince: isOn && facts.running === undefined ? findLate(situation) : undefined,
		pendingConflicts: facts.pendingConflicts,
		rejected: facts.rejected,
		outboxDepth: policy.direction === 'inbound' ? 0 : facts.outboxDepth,
		running: isDead ? undefined : facts.running,
		shortfalls,
		problem: failure ?? tellShortfalls(facts, shortfalls),
		failingSince: isDead ? facts.leaseHeardAt : facts.failingSince,
		leaseHolder: holderOf(facts),
	};
}

export type UnreadableSituation = Pick<HealthSituation, 'system' | 'facts'> & {readonly entityType: EntityType; readonly error: AppError};

/** A pair whose policy cannot be used: nothing of it runs, in either direction, until a person has corrected it. Pure. */
export const toUnreadableHealth = ({system, entityType, facts, error}: UnreadableSituation): PairHealth => ({
	externalSystemId: system.id, systemName: system.systemName, entityType, direction: 'inbound', isPushEnabled: false,
	state: system.syncEnabled ? 'failing' : 'off', lastInboundAt: facts.lastInboundAt, lastOutboundAt: facts.lastOutboundAt, nextRunAt: undefined, lateSince: undefined,
	pendingConflicts: facts.pendingConflicts, rejected: facts.rejected, outboxDepth: facts.outboxDepth, running: undefined, shortfalls: [],
	problem: `${error.message} ${error.nextStep}`, failingSince: undefined, leaseHolder: holderOf(facts),
});

/** A run starts within this time of when it is due, in ms: jobs are looked for every few seconds, and one may wait for another. */
const startsWithin = 60_000;

function findLate({policy, facts, system, now, nextRun}: HealthSituation): Date | undefined {
	const last = policy.direction === 'outbound' ? facts.lastOutboundAt : facts.lastInboundAt;
	const due = last === undefined ? undefined : nextRun(policy, system.syncFrequencyMinutes, last);
	return due !== undefined && due.getTime() + startsWithin < now.getTime() ? due : undefined;
}

const isAbandoned = ({running}: PairFacts): boolean => running?.status === 'abandoned';
const holderOf = (facts: PairFacts): string | undefined => (isAbandoned(facts) ? undefined : facts.leaseHolder);

/** Worst first. A pair that waits for a person is never green, also while it runs. */
function toState(facts: PairFacts, {isFailing, isWhole, isOn}: {readonly isFailing: boolean; readonly isWhole: boolean; readonly isOn: boolean}): HealthState {
	if (isFailing) return 'failing';
	if (facts.pendingConflicts > 0 || facts.rejected > 0 || !isWhole) return 'waiting';
	if (facts.running !== undefined) return 'running';
	return isOn ? 'ok' : 'off';
}

function findFailure({facts, breaker, system, now}: HealthSituation): string | undefined {
	if (isAbandoned(facts)) return facts.running?.problems[0] ?? processEnded;
	if (breaker.state === 'open') return describePause(system.systemName, breaker.resumesAt, now);
	return facts.lastRun?.status === 'failed' ? tellFirst(facts.lastRun) : undefined;
}

/** Nothing is wrong with the runs since a pass over everything that failed, but they do not find out what it was to find out. */
const findShortfalls = ({lastRun, stoppedPass}: PairFacts): readonly Shortfall[] =>
	[...(stoppedPass === undefined ? [] : ['full_pass' as const]), ...(lastRun?.status === 'partial' ? ['partial_run' as const] : [])];

function tellShortfalls({lastRun, stoppedPass}: PairFacts, shortfalls: readonly Shortfall[]): string | undefined {
	const told = [
		...(lastRun !== undefined && shortfalls.includes('partial_run') ? [tellFirst(lastRun), ...tellNext(lastRun)] : []),
		...(stoppedPass !== undefined && shortfalls.includes('full_pass') ? [describeStopped(stoppedPass)] : []),
	];
	return told.length === 0 ? undefined : told.join(' ');
}

function tellNext(lastRun: Operation): readonly string[] {
	const told = describePartial(lastRun);
	return told === undefined ? [] : [told];
}

const tellFirst = ({problems, status}: Operation): string => problems[0] ?? `The last run is ${status}.`;

/** What stopped it says what to do about it. */
const describeStopped = ({problems}: Operation): string => `The last full pass failed, and only changes came in since. ${problems[0] ?? ''}`.trimEnd();

/** The breaker stays open until a call proves that the system answers again, also when the pause is over. */
function describePause(systemName: string, resumesAt: Date | undefined, now: Date): string {
	const consequence = resumesAt !== undefined && resumesAt > now ? `Parley sends it nothing until ${resumesAt.toISOString().slice(11, 19)} UTC` : 'the next run tries whether it answers again';
	return `${systemName} failed too often: ${consequence}. To see what it answered: parley calls list --errors. To try it now: ${toCommand('systems test', systemName)}`;
}

const worstFirst: readonly HealthState[] = ['failing', 'waiting', 'running', 'ok', 'off'];

/** The whole of many: the worst of what is switched on; off only when everything is. */
export const worstState = (states: readonly HealthState[]): HealthState => worstFirst.find(state => states.includes(state)) ?? 'off';
