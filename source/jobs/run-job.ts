import type {JobResult, JobWithMetadata} from 'pg-boss';
import type {JsonObject} from '../core/json.js';
import type {Logger} from '../core/process/logger.js';
import {AppError} from '../errors/app-error.js';
import type {Task} from './job.js';
import {planRetry} from './plan-retry.js';

/** How a job ended for this process. */
export type JobOutcome =
	| 'done'
	/** It failed in a way that trying again cannot mend; what it ran has said why. */
	| 'refused'
	| 'retried'
	/** It failed for good, and waits in the dead letter queue. */
	| 'dead'
	/** This process stops, or another one has taken the job over. */
	| 'interrupted';

export type RunJobOptions = {
	readonly job: JobWithMetadata<unknown>;
	readonly task: Task;
	readonly logger: Logger;
	/** Aborted when the process is to stop. */
	readonly draining: AbortSignal;
	/** Fails the attempt and has it tried again after so many seconds. */
	readonly postpone: (seconds: number, output: JsonObject) => Promise<void>;
};

/** Runs the task of one job and says what becomes of the job. Never throws. */
export async function runJob({job, task, logger, draining, postpone}: RunJobOptions): Promise<{readonly result: JobResult; readonly outcome: JobOutcome}> {
	const {id, retryCount} = job;
	const signal = AbortSignal.any([job.signal, draining]);
	try {
		const output = await task(job.data, {id, attempt: retryCount + 1, signal, logger});
		return {result: {id, status: 'completed', output}, outcome: 'done'};
	} catch (error) {
		if (signal.aborted) {
			logger.info('A job was interrupted; it goes on later', {reason: draining.aborted ? 'stopping' : 'taken over', error});
			return {result: {id, status: 'failed', output: {interrupted: true}}, outcome: 'interrupted'};
		}
		const output = toOutput(error);
		if (error instanceof AppError && !error.isRetryable) {
			logger.error('A job failed, and trying again would not help', {error});
			return {result: {id, status: 'completed', output}, outcome: 'refused'};
		}
		const retry = planRetry(retryCount, error);
		if (retry.kind === 'never') {
			logger.error('A job failed too often and was given up', {error, attempts: retryCount + 1});
			return {result: {id, status: 'deadletter', output}, outcome: 'dead'};
		}
		logger.warn('A job failed and is tried again', {error, attempt: retryCount + 1, inSeconds: retry.kind === 'after' ? retry.seconds : 1});
		if (retry.kind === 'after') await postpone(retry.seconds, output).catch((problem: unknown) => logger.warn('The pause before the next attempt could not be set', {error: problem}));
		return {result: {id, status: 'failed', output}, outcome: 'retried'};
	}
}

/** What is kept with the job: never the raw error, which may hold anything. */
const toOutput = (error: unknown): JsonObject => ({
	failed: true,
	code: error instanceof AppError ? error.code : 'BUG',
	message: error instanceof Error ? error.message : String(error),
});
