import type {EntityType} from '../core/entity.js';
import type {Operation} from '../core/operation.js';
import type {SyncSelection} from '../core/sync-selection.js';
import type {OperationContext} from './context.js';
import {correlateAfterSync} from './correlate-after-sync.js';
import type {InterruptedRun} from './list-stopped-runs.js';
import {runSystems} from './run-systems.js';

export type SyncRequest = {
	/** Undefined: every enabled system. */
	readonly systemName?: string | undefined;
	readonly entityType?: EntityType | undefined;
	readonly scope?: 'changes' | 'full';
	/** Only this part of the other side; nothing leaves in such a run. */
	readonly selection?: SyncSelection | undefined;
};

export type SyncOptions = {
	readonly signal?: AbortSignal;
	/** Called with each child operation when it starts, after each page, and when it ends. */
	readonly onProgress?: (operation: Operation) => void;
	/** Called with each pass over everything that stopped, before a run for changes makes it begin anew. */
	readonly onGiveWay?: (stopped: InterruptedRun) => void;
};

export type SyncOutcome = {
	readonly runs: readonly {readonly operation: Operation; readonly children: readonly Operation[]}[];
	/** The first failure of any pair, for whoever asked to tell; undefined when there was none. */
	readonly failure: unknown;
};

/** Syncs now, in this process, and ties what came in to what is there. */
export async function runSync(context: OperationContext, request: SyncRequest, options: SyncOptions = {}): Promise<SyncOutcome> {
	const outcome = await runSystems(context, request, options);
	await correlateAfterSync(context, outcome, options.signal);
	return outcome;
}
