import type {Cursor} from '../connector.js';
import type {RunCounts} from '../operation.js';
import type {PairKey} from '../pair-key.js';

/** How far a listing has come. `rules` names those under which its pages were read; releases before did not keep it. */
export type Place = {readonly operationId: string; readonly cursor: Cursor; readonly counts: RunCounts; readonly scope: 'changes' | 'full'; readonly rules?: string | undefined};

/** Where a pair's inbound runs stand: a row of `sync_checkpoints`. */
export type Checkpoint = {
	/** The run that was interrupted, and where it goes on; `at`: when its last page was finished. */
	readonly interrupted: (Place & {readonly at: Date}) | undefined;
	readonly watermark: Cursor | undefined;
	readonly lastFullAt: Date | undefined;
	readonly lastCompletedAt: Date | undefined;
};

export type CheckpointStore = {
	readonly find: (pair: PairKey) => Promise<Checkpoint | undefined>;
	/** After a page, in its transaction. */
	readonly saveCursor: (pair: PairKey, place: Place) => Promise<void>;
	/** What was interrupted is not to be gone on with; the watermark stays. */
	readonly beginAnew: (pair: PairKey) => Promise<void>;
	/** The listing ended: nothing is to be resumed. The watermark moves only when the listing was complete. */
	readonly finish: (pair: PairKey, end: {readonly watermark: Cursor | undefined; readonly isFull: boolean; readonly isComplete: boolean; readonly at: Date}) => Promise<void>;
	/** Everything that was owed has been tried. */
	readonly finishOutbound: (pair: PairKey, at: Date) => Promise<void>;
};
