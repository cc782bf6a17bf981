import {noCounts, type RunCounts} from '../../core/operation.js';
import type {JsonValue} from '../../core/json.js';
import type {ConflictWrite, LinkUpdate, OwedElsewhere, RecordCreate, RecordDraft, RecordLink, RecordUpdate} from '../../core/stores/page-store.js';

/** Everything that one page leads to, collected before the first write. */
export type PagePlan = {
	readonly counts: RunCounts;
	readonly creates: readonly RecordCreate[];
	/** More of them, as they were written out when they were read. */
	readonly drafts: readonly RecordDraft[];
	readonly links: readonly RecordLink[];
	readonly recordUpdates: readonly RecordUpdate[];
	readonly linkUpdates: readonly LinkUpdate[];
	readonly opened: readonly ConflictWrite[];
	readonly renewed: readonly (ConflictWrite & {readonly id: number})[];
	readonly converged: readonly number[];
	readonly superseded: readonly number[];
	readonly owed: readonly {readonly internalId: string; readonly field: string; readonly before: JsonValue}[];
	/** What our records take from here and other systems have to be sent. */
	readonly owedElsewhere: readonly OwedElsewhere[];
	readonly settledEdits: readonly {readonly internalId: string; readonly field: string}[];
};

type Outcome = Exclude<keyof RunCounts, 'read'>;

/** What one record adds to a page's plan: exactly one outcome, and whatever has to be written for it. */
export type RecordOutcome = Partial<Omit<PagePlan, 'counts' | 'drafts'>> & {readonly outcome: Outcome};

/** Adds up the outcomes: each record counts once as read and once as what became of it; a draft, as one that is created. */
export function joinOutcomes(outcomes: readonly RecordOutcome[], drafts: readonly RecordDraft[] = []): PagePlan {
	const counts: Record<keyof RunCounts, number> = {...noCounts, read: drafts.length, created: drafts.length};
	for (const {outcome} of outcomes) {
		counts.read += 1;
		counts[outcome] += 1;
	}
	return {
		counts, drafts,
		creates: outcomes.flatMap(part => part.creates ?? []),
		links: outcomes.flatMap(part => part.links ?? []),
		recordUpdates: outcomes.flatMap(part => part.recordUpdates ?? []),
		linkUpdates: outcomes.flatMap(part => part.linkUpdates ?? []),
		opened: outcomes.flatMap(part => part.opened ?? []),
		renewed: outcomes.flatMap(part => part.renewed ?? []),
		converged: outcomes.flatMap(part => part.converged ?? []),
		superseded: outcomes.flatMap(part => part.superseded ?? []),
		owed: outcomes.flatMap(part => part.owed ?? []),
		owedElsewhere: outcomes.flatMap(part => part.owedElsewhere ?? []),
		settledEdits: outcomes.flatMap(part => part.settledEdits ?? []),
	};
}
