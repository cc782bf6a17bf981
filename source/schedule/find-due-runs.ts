import type {EntityType} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {SyncPolicy} from '../core/policy.js';
import {AppError} from '../errors/app-error.js';
import {policySchedules} from './next-run.js';
import {latestOccurrence} from './occurrences-between.js';

/** One run of one pair that is to be started, and the occurrence of its schedule that asks for it. */
export type DueRun = {
	readonly externalSystemId: number;
	readonly systemName: string;
	readonly entityType: EntityType;
	readonly scope: 'changes' | 'full';
	readonly occurrence: Date;
};

export type DueRuns = {
	readonly runs: readonly DueRun[];
	/** Policies whose schedule cannot be read; the others are not held up by them. */
	readonly unreadable: readonly {readonly policyId: number; readonly error: AppError}[];
};

export type ScheduledSystem = Pick<ExternalSystem, 'id' | 'systemName' | 'syncEnabled' | 'isActive' | 'syncFrequencyMinutes'>;
export type DueRequest = {
	readonly systems: readonly ScheduledSystem[];
	readonly policies: readonly SyncPolicy[];
	/** Occurrences after `since`, up to and with `until`. */
	readonly since: Date;
	readonly until: Date;
};

/**
 * Which pairs are due. Of several occurrences of one schedule only the newest counts: after a time without a daemon each
 * pair runs once. A full run that is due stands for the run for changes that is due with it.
 */
export function findDueRuns({systems, policies, since, until}: DueRequest): DueRuns {
	const runs: DueRun[] = [];
	const unreadable: {readonly policyId: number; readonly error: AppError}[] = [];
	const active = new Map(systems.filter(system => system.isActive && system.syncEnabled).map(system => [system.id, system]));
	for (const policy of policies) {
		const system = active.get(policy.externalSystemId);
		if (system === undefined || !policy.isActive) continue;
		try {
			const schedules = policySchedules(policy, system.syncFrequencyMinutes);
			const full = schedules.full && latestOccurrence(schedules.full, since, until);
			const occurrence = full ?? latestOccurrence(schedules.changes, since, until);
			if (occurrence === undefined) continue;
			const {systemName, id: externalSystemId} = system;
			runs.push({externalSystemId, systemName, entityType: policy.entityType, scope: full === undefined ? 'changes' : 'full', occurrence});
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			unreadable.push({policyId: policy.id, error});
		}
	}
	return {runs, unreadable};
}
