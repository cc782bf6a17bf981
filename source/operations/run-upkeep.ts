import type {Actor} from '../core/actor.js';
import type {Clock} from '../core/process/clock.js';
import type {Database} from '../core/database.js';
import {growingTables, type GrowingTable} from '../core/stores/upkeep-store.js';

export type UpkeepOutcome = {
	readonly partitionsMade: number;
	/** Names of the partitions that were dropped, with all that was in them. */
	readonly partitionsDropped: readonly string[];
	readonly daemonsForgotten: number;
};

const dayMs = 86_400_000;

/** Two missed months of upkeep are no harm: beyond them rows go into the default partition, and move when it is made. */
const monthsAhead = 3;

/** How long rows are kept, in days; whole months are dropped, so they stay up to a month longer. */
const keptDays: Readonly<Record<GrowingTable, number>> = {
	// Auditors ask for ninety days on line.
	api_call_logs: 90,
	// A year and a month, so that a month can be compared with the one of last year.
	metrics_values: 396,
};
const daemonDays = 30;

export type UpkeepContext = {readonly database: Database; readonly clock: Clock; readonly actor: Actor};

/** Makes the coming months' partitions, drops those whose time is over and tidies up after the dead: once a day, or more often without harm. */
export async function runUpkeep({database, clock, actor}: UpkeepContext): Promise<UpkeepOutcome> {
	const ago = (days: number) => new Date(clock.now().getTime() - days * dayMs);
	let partitionsMade = 0;
	const partitionsDropped: string[] = [];
	for (const table of growingTables) {
		// A transaction each: a table that somebody reads for long does not hold up the other.
		partitionsMade += await database.transact(({upkeep}) => upkeep.makePartitions(table, monthsAhead));
		const olderThan = ago(keptDays[table]);
		const dropped = await database.transact(async ({upkeep, audit}) => {
			const names = await upkeep.dropPartitions(table, olderThan);
			if (names.length > 0) await audit.append(actor, {action: 'upkeep.drop', targetType: 'table', targetId: table, detail: {partitions: names, olderThan: olderThan.toISOString()}});
			return names;
		});
		partitionsDropped.push(...dropped);
	}
	await database.stores.plans.clearAbandonedSpool();
	const daemonsForgotten = await database.stores.upkeep.forgetDaemons(ago(daemonDays));
	return {partitionsMade, partitionsDropped, daemonsForgotten};
}
