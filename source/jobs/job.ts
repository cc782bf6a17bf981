import {createHash} from 'node:crypto';
import type {JsonObject} from '../core/json.js';
import type {Logger} from '../core/process/logger.js';
import type {QueueName} from './queues.js';

export type NewJob = {
	readonly queue: QueueName;
	/** What this job is for, for ever: a second job with the same parts is never made, see `occurrenceId`. */
	readonly occurrence: readonly string[];
	/** Of the jobs with one key at most one waits or runs. */
	readonly key: string;
	/** Of the jobs of one group one runs at a time, the highest priority first. */
	readonly group?: string;
	readonly priority?: number;
	readonly payload: JsonObject;
};

export type JobContext = {
	readonly id: string;
	/** 1 for the first attempt. */
	readonly attempt: number;
	/** Aborted when the process is to stop, and when another process has taken this job over: its result counts no more. */
	readonly signal: AbortSignal;
	readonly logger: Logger;
};

/** Does one job; what it gives back is kept with the job. It parses its payload itself, and may run more than once. */
export type Task = (payload: unknown, context: JobContext) => Promise<JsonObject>;

export type TaskMap = Readonly<Record<QueueName, Task>>;

/**
 * The id of the one job of an occurrence: every process, on any host, computes the same, and the primary key keeps the
 * second one out, also after the first was completed.
 */
export function occurrenceId(parts: readonly string[]): string {
	const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
	hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80; // Version 8: an id of our own making.
	hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
	const hex = hash.toString('hex');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
