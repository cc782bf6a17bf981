import {expect, test} from 'vitest';
import {AppError} from '../../../source/errors/app-error.js';
import {occurrenceId} from '../../../source/jobs/job.js';
import {planRetry} from '../../../source/jobs/plan-retry.js';

test('the id of an occurrence is a UUID of version 8, and the same wherever it is computed', () => {
	expect(occurrenceId(['sync', '1', 'asset', '2025-06-04T12:00:00.000Z'])).toBe('7059e5c4-b52a-846a-8fe2-2c21000816bc');
});

test('parts that only look alike when they are joined have different ids', () => {
	expect(occurrenceId(['a', 'b'])).not.toBe(occurrenceId(['ab']));
	expect(occurrenceId(['a,b'])).not.toBe(occurrenceId(['a', 'b']));
});

test('attempts are a minute, five and a quarter of an hour apart, then it is over', () => {
	expect([0, 1, 2, 3].map(count => planRetry(count, new Error('any')))).toEqual([
		{kind: 'after', seconds: 60}, {kind: 'after', seconds: 300}, {kind: 'after', seconds: 900}, {kind: 'never'},
	]);
});

test('when our own database was away, the next attempt follows at once', () => {
	const error = new AppError({code: 'DATABASE_UNREACHABLE', message: 'Away.', nextStep: 'Wait.', isRetryable: true});
	expect([0, 2, 3].map(count => planRetry(count, error).kind)).toEqual(['soon', 'soon', 'never']);
});
