/** A transaction of whatever program that has been open for too long. What a role may not see of others' sessions is not among them. */
export type LongTransaction = {
	readonly pid: number;
	readonly user: string;
	/** What the program calls itself; empty when it does not. */
	readonly application: string;
	/** It waits for its own program, and for nothing in the database. */
	readonly isIdle: boolean;
	readonly openSeconds: number;
	/** Rows that were changed or deleted since it began stay on the disk. */
	readonly holdsBackVacuum: boolean;
	/** Tables that it holds locks on, beyond those of reading. */
	readonly lockedTables: readonly string[];
};

/** How long a transaction may be open before somebody is told, in seconds: Parley's own are ended after two minutes of waiting. */
export const longTransactionLimits = {idleSeconds: 60, seconds: 600} as const;

const minute = 60;

/** In a sentence; its values are from outside. */
export function describeLongTransaction({pid, user, application, isIdle, openSeconds, holdsBackVacuum, lockedTables}: LongTransaction): string {
	const who = `${user}${application === '' ? '' : ` (${application})`}, process ${pid}`;
	const since = openSeconds < 2 * minute ? `${openSeconds} seconds` : `${Math.floor(openSeconds / minute)} minutes`;
	const harm = [
		...(lockedTables.length === 0 ? [] : [`it locks ${lockedTables.join(', ')}`]),
		...(holdsBackVacuum ? ['it keeps vacuum from clearing anything since'] : []),
	];
	return `A transaction of ${who} has been open for ${since}${isIdle ? ', waiting for its program' : ''}${harm.length === 0 ? '' : `: ${harm.join(', and ')}`}.`;
}
