import type {JobWithMetadata} from 'pg-boss';
import {expect, test} from 'vitest';
import type {JsonObject} from '../../../source/core/json.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {Task} from '../../../source/jobs/job.js';
import {runJob} from '../../../source/jobs/run-job.js';

type Situation = {readonly retryCount?: number; readonly isTakenOver?: boolean; readonly isDraining?: boolean; readonly postpone?: () => Promise<void>};

async function run(task: Task, {retryCount = 0, isTakenOver = false, isDraining = false, postpone}: Situation = {}) {
	const [claim, draining] = [new AbortController(), new AbortController()];
	const postponed: Array<readonly [number, JsonObject]> = [];
	const job = {id: 'job', name: 'sync', data: {pair: 1}, retryCount, signal: claim.signal} as JobWithMetadata<unknown>; // What a job has beyond this is not looked at.
	if (isTakenOver) claim.abort();
	if (isDraining) draining.abort();
	const {result, outcome} = await runJob({
		job, task, logger: silentLogger, draining: draining.signal,
		postpone: postpone ?? ((seconds, output) => Promise.resolve(void postponed.push([seconds, output]))),
	});
	return {result, outcome, postponed};
}

const failWith = (error: unknown): Task => () => Promise.reject(error);
const expected = (isRetryable: boolean) => new AppError({code: 'EXTERNAL_FAILED', message: 'It failed.', nextStep: 'Look.', isRetryable});

test('a task gets the payload, its attempt and a signal, and what it gives back is kept', async () => {
	const task: Task = (payload, {attempt, signal}) => Promise.resolve({payload: JSON.stringify(payload), attempt, isAborted: signal.aborted});
	expect(await run(task, {retryCount: 2})).toMatchObject({outcome: 'done', result: {status: 'completed', output: {payload: '{"pair":1}', attempt: 3, isAborted: false}}});
});

test('a failure that may pass waits before the next attempt', async () => {
	expect(await run(failWith(expected(true)), {retryCount: 1})).toMatchObject({outcome: 'retried', result: {status: 'failed'}, postponed: [[300, {code: 'EXTERNAL_FAILED'}]]});
});

test('a failure that would not pass is over', async () => {
	expect(await run(failWith(expected(false)))).toMatchObject({outcome: 'refused', result: {status: 'completed', output: {failed: true, message: 'It failed.'}}, postponed: []});
});

test('a bug is tried again, and given up after the last attempt', async () => {
	expect(await run(failWith(new TypeError('a bug')))).toMatchObject({outcome: 'retried', postponed: [[60, {code: 'BUG', message: 'a bug'}]]});
	expect(await run(failWith(new TypeError('a bug')), {retryCount: 3})).toMatchObject({outcome: 'dead', result: {status: 'deadletter'}, postponed: []});
});

test.each([['the process stops', {isDraining: true}], ['another process has the job', {isTakenOver: true}]])('when %s the job goes on later, whatever the error', async (_, situation) => {
	expect(await run(failWith(expected(false)), situation)).toMatchObject({outcome: 'interrupted', result: {status: 'failed'}, postponed: []});
});

test('a job that finished in spite of the stop is done', async () => {
	expect(await run(() => Promise.resolve({}), {isDraining: true})).toMatchObject({outcome: 'done'});
});

test('a pause that cannot be set does not lose the attempt', async () => {
	expect(await run(failWith(expected(true)), {postpone: () => Promise.reject(new Error('no database'))})).toMatchObject({outcome: 'retried', result: {status: 'failed'}});
});
