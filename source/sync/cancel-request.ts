import {AppError} from '../errors/app-error.js';
import type {SyncDependencies} from './dependencies.js';

/** How often a run looks whether somebody elsewhere wants it to stop, in ms: one small read. */
const usualLookEveryMs = 1000;

/** What ends a run that somebody wants to stop; `by` is undefined where it was stopped in its own process. */
const cancelled = (what: string, by?: string): AppError => new AppError({
	code: 'SYNC_CANCELLED',
	message: `${by === undefined ? `The run of ${what} was cancelled` : `${by} cancelled the run of ${what}`}.`,
	nextStep: 'What is done stays; the next run goes on at the last finished page.',
});

/** Hears of the wish, told in the database by whatever process, that a run stops. */
export type CancelWatch = {
	/** Aborted with SYNC_CANCELLED, naming who wants it. */
	readonly signal: AbortSignal;
	readonly stop: () => void;
};

/** Watches over one run until it is stopped. A look that fails is no reason to end a run: the next one tells. */
export function watchCancel({database, logger, lookEveryMs = usualLookEveryMs}: SyncDependencies, runId: string, what: string): CancelWatch {
	const controller = new AbortController();
	let isLooking = false;
	const look = async (): Promise<void> => {
		isLooking = true;
		try {
			const by = await database.stores.operations.findCanceller(runId);
			if (by !== undefined) controller.abort(cancelled(what, by));
		} catch (error) {
			logger.debug('Whether a run is to stop could not be read.', {operationId: runId, error});
		} finally {
			isLooking = false;
		}
	};
	const timer = setInterval(() => {
		if (!isLooking && !controller.signal.aborted) void look();
	}, lookEveryMs);
	return {signal: controller.signal, stop: () => clearInterval(timer)};
}
