import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {HttpFailure} from '../../../../source/connectors/http/http-failure.js';
import {decideRetry, isOutage} from '../../../../source/connectors/http/retry-decision.js';
import {toRetryDelay} from '../../../../source/connectors/retry-delay.js';

const policy = {maxAttempts: 4, baseDelayMs: 1000, maxDelayMs: 60_000};
const random = () => 0.5;

const statusFailure = (status: number, retryAfterMs?: number): HttpFailure => ({kind: 'status', status, sample: '', json: undefined, retryAfterMs, location: undefined});
const networkFailure = (reason: 'refused' | 'broken' | 'untrusted', wasSent: boolean): HttpFailure => ({kind: 'network', reason, code: 'X', detail: '', wasSent});
const badPayload: HttpFailure = {kind: 'payload', problem: 'malformed', detail: '', sample: ''};

describe('whether a failed attempt is repeated', () => {
	test.each([
		['429', statusFailure(429), true, true],
		['500', statusFailure(500), true, false],
		['502', statusFailure(502), true, false],
		['503', statusFailure(503), true, false],
		['504', statusFailure(504), true, false],
		['599', statusFailure(599), true, false],
		['400', statusFailure(400), false, false],
		['401', statusFailure(401), false, false],
		['403', statusFailure(403), false, false],
		['404', statusFailure(404), false, false],
		['302', statusFailure(302), false, false],
		['a refused connection', networkFailure('refused', false), true, true],
		['a connection that broke', networkFailure('broken', true), true, false],
		['a certificate that is not trusted', networkFailure('untrusted', false), false, false],
		['a body that is no JSON', badPayload, false, false],
	])('after %s', (_name, failure, whenRepeatable, whenNot) => {
		expect(decideRetry({failure, attempt: 1, isRepeatable: true, policy, random}).isRetry).toBe(whenRepeatable);
		expect(decideRetry({failure, attempt: 1, isRepeatable: false, policy, random}).isRetry).toBe(whenNot);
	});

	test('the last attempt is the last', () => {
		expect(decideRetry({failure: statusFailure(503), attempt: 4, isRepeatable: true, policy, random}).isRetry).toBe(false);
	});

	test('a 429 pauses everyone, also when this call is not repeated', () => {
		expect(decideRetry({failure: statusFailure(429, 30_000), attempt: 4, isRepeatable: true, policy, random})).toEqual({isRetry: false, delayMs: 30_000, isPause: true});
	});

	test('what Retry-After asks for is the least, and the backoff too', () => {
		expect(decideRetry({failure: statusFailure(503, 30_000), attempt: 1, isRepeatable: true, policy, random}).delayMs).toBe(30_000);
		expect(decideRetry({failure: statusFailure(429, 0), attempt: 3, isRepeatable: true, policy, random}).delayMs).toBe(2000);
	});

	test('only what shows the service down counts against the circuit', () => {
		expect([500, 502, 503, 504].every(status => isOutage(statusFailure(status)))).toBe(true);
		expect([301, 400, 401, 403, 404, 409, 429].some(status => isOutage(statusFailure(status)))).toBe(false);
	});
});

describe('the delay before a retry', () => {
	const policies = fc.record({maxAttempts: fc.nat(20), baseDelayMs: fc.nat(100_000), maxDelayMs: fc.nat(10_000_000)});

	test('is within the exponential bound, the policy\'s longest and five minutes', () => {
		fc.assert(fc.property(fc.integer({min: 1, max: 2000}), policies, fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}), (attempt, anyPolicy, value) => {
			const delayMs = toRetryDelay(attempt, anyPolicy, () => value);
			expect(delayMs).toBeGreaterThanOrEqual(0);
			expect(delayMs).toBeLessThanOrEqual(Math.min(anyPolicy.baseDelayMs * 2 ** Math.min(attempt - 1, 30), anyPolicy.maxDelayMs, 300_000));
		}));
	});

	test('covers the whole of the bound', () => {
		expect(toRetryDelay(3, policy, () => 0)).toBe(0);
		expect(toRetryDelay(3, policy, () => 0.999_999)).toBe(4000);
	});
});
