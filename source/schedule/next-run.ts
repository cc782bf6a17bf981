import type {SyncPolicy} from '../core/policy.js';
import {AppError} from '../errors/app-error.js';
import {everyMinutes, parseSchedule, type Schedule} from './schedule.js';

export type ScheduledPolicy = Pick<SyncPolicy, 'scheduleExpression' | 'fullSyncExpression' | 'timezone'>;

/** When a policy asks for its changes, and when for everything. Throws POLICY_INVALID. */
export function policySchedules(policy: ScheduledPolicy, systemFrequencyMinutes: number): {readonly changes: Schedule; readonly full: Schedule | undefined} {
	const {scheduleExpression, fullSyncExpression, timezone} = policy;
	return {
		changes: scheduleExpression === null ? everyMinutes(systemFrequencyMinutes) : parseSchedule(scheduleExpression, timezone),
		full: fullSyncExpression === null ? undefined : parseSchedule(fullSyncExpression, timezone),
	};
}

/** When the next run of a pair starts, of either scope; undefined when there is none, or the policy's schedule is no schedule. */
export function nextRun(policy: ScheduledPolicy, systemFrequencyMinutes: number, after: Date): Date | undefined {
	try {
		const {changes, full} = policySchedules(policy, systemFrequencyMinutes);
		const times = [changes, full].flatMap(schedule => schedule?.nextAfter(after)?.getTime() ?? []);
		return times.length === 0 ? undefined : new Date(Math.min(...times));
	} catch (error) {
		if (error instanceof AppError) return undefined;
		throw error;
	}
}
