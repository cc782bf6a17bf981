import {noCounts, type RunCounts} from '../../core/operation.js';
import {noTally, type PlanTally} from '../../core/sync-plan.js';
import type {DecidedRecord} from '../decide/decided-record.js';
import {leavesTrace, OutcomeDigest} from './outcome-digest.js';
import type {RecordOutcome} from '../decide/page-plan.js';

/** What one record has added to the sums. */
export type Share = {readonly outcome: RecordOutcome['outcome']; readonly digest: bigint; readonly isTouched: boolean; readonly tally: PlanTally | undefined};

/** What a look at a pair comes to: counts, tally, how many records would be touched, and a digest of all that would be written. */
export class LookSums {
	readonly digest = new OutcomeDigest();
	counts: RunCounts = noCounts;
	tally: PlanTally = noTally;
	touched = 0;

	add(decided: DecidedRecord): Share {
		const {outcome} = decided;
		const isTouched = leavesTrace(outcome);
		const share = {outcome: outcome.outcome, digest: this.digest.add(decided), isTouched, tally: isTouched ? toTally(outcome) : undefined};
		this.#add(share, 1);
		return share;
	}

	/** Of a record that was shown again since: it was read, and came to nothing. */
	takeBack(share: Share): void {
		this.digest.takeBack(share.digest);
		this.#add(share, -1);
		const without = {...this.counts, [share.outcome]: this.counts[share.outcome] - 1};
		this.counts = {...without, unchanged: without.unchanged + 1};
	}

	#add({isTouched, tally}: Share, sign: 1 | -1): void {
		if (isTouched) this.touched += sign;
		if (tally === undefined) return;
		const {linked, conflictsOpened, conflictsClosed, owed} = this.tally;
		this.tally = {
			...this.tally, linked: linked + sign * tally.linked, conflictsOpened: conflictsOpened + sign * tally.conflictsOpened,
			conflictsClosed: conflictsClosed + sign * tally.conflictsClosed, owed: owed + sign * tally.owed,
		};
	}
}

/** Undefined for what most records come to: a row, or values of one. */
function toTally({links, opened, converged, superseded, owed, owedElsewhere}: RecordOutcome): PlanTally | undefined {
	const linked = links?.length ?? 0;
	const conflictsOpened = opened?.length ?? 0;
	const conflictsClosed = (converged?.length ?? 0) + (superseded?.length ?? 0);
	const owes = (owed?.length ?? 0) + (owedElsewhere?.length ?? 0);
	return linked + conflictsOpened + conflictsClosed + owes === 0 ? undefined : {linked, conflictsOpened, conflictsClosed, owed: owes, missing: 0};
}
