import type {RemediationTerm} from '../../core/poam-proposal.js';

const dayMs = 86_400_000;

export type DueDate = {readonly date: string; readonly reason: string};

/**
 * By when a plan that is made on `today` is to be done: after the days that its severity has, and not later than the
 * catalog of exploited vulnerabilities wants it. A catalog date that has passed means at once: nothing is planned into the past. Pure.
 */
export function findDueDate(today: string, {dueDays}: Pick<RemediationTerm, 'dueDays'>, exploitedDueDate: string | null): DueDate {
	const byTerm = new Date(Date.parse(`${today}T00:00:00Z`) + dueDays * dayMs).toISOString().slice(0, 10);
	if (exploitedDueDate === null || exploitedDueDate >= byTerm) return {date: byTerm, reason: `${dueDays} days`};
	if (exploitedDueDate >= today) return {date: exploitedDueDate, reason: 'known to be exploited'};
	return {date: today, reason: `known to be exploited, due since ${exploitedDueDate}`};
}

/** Whole days from one moment to another. */
export const daysBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / dayMs);

/** The day in the middle of two, the earlier when there is none. */
export const middleDay = (from: string, to: string): string =>
	new Date(Date.parse(`${from}T00:00:00Z`) + Math.floor((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs / 2) * dayMs).toISOString().slice(0, 10);
