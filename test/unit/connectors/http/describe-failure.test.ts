import {describe, expect, test} from 'vitest';
import {toAppError} from '../../../../source/connectors/http/describe-failure.js';
import type {HttpFailure} from '../../../../source/connectors/http/http-failure.js';
import {toNetworkFailure} from '../../../../source/connectors/http/network-failure.js';

const context = {systemName: 'Xacta 360', origin: 'https://xacta.example', purpose: 'list the things', isRepeatable: true, attempts: 3, credentialOptions: ['api_key', 'user_uid']};
const status = (code: number, changes: Partial<Extract<HttpFailure, {kind: 'status'}>> = {}): HttpFailure => ({kind: 'status', status: code, sample: '', json: undefined, retryAfterMs: undefined, location: undefined, ...changes});
const network = (code: string, wasSent = false): HttpFailure => toNetworkFailure(Object.assign(new Error('details'), {code}), wasSent);

describe('what a person is told', () => {
	test('names the system, what it could not do, how often it was tried, and why', () => {
		expect(toAppError(status(403, {sample: 'Insufficient scope'}), context)).toMatchObject({
			code: 'EXTERNAL_FORBIDDEN', isRetryable: false,
			message: 'Xacta 360 could not list the things (3 attempts): it answered 403, the credentials are accepted, but lack the permission: "Insufficient scope".',
			nextStep: 'Have the permission given to the account that Parley uses, then: parley systems test "Xacta 360"',
		});
	});

	test.each([
		[status(401), 'EXTERNAL_AUTHENTICATION_FAILED', false, /asked for: parley systems edit "Xacta 360" --set api_key --set user_uid; then: parley systems test/],
		[status(302, {location: 'https://elsewhere.example'}), 'EXTERNAL_FAILED', false, /parley systems edit "Xacta 360" --url URL/],
		[status(404), 'EXTERNAL_NOT_FOUND', false, /parley systems show/],
		[status(409), 'EXTERNAL_REJECTED', false, /parley calls list --errors/],
		[status(418), 'EXTERNAL_REJECTED', false, /parley calls list --errors/],
		[status(429), 'EXTERNAL_RATE_LIMITED', true, /parley status/],
		[status(500), 'EXTERNAL_FAILED', true, /the next run goes on/],
		[status(501), 'EXTERNAL_UNSUPPORTED', false, /parley calls list --errors/],
		[network('ENOTFOUND'), 'EXTERNAL_UNREACHABLE', true, /can ask for names: parley systems show/],
		[network('ECONNRESET', true), 'EXTERNAL_UNREACHABLE', true, /parley systems test/],
		[network('SOMETHING_NEW'), 'EXTERNAL_UNREACHABLE', true, /parley systems test/],
		[network('CERT_HAS_EXPIRED'), 'CONNECTION_CONFIG_INVALID', false, /--set ca_file=FILE/],
		[network('ERR_SSL_WRONG_VERSION_NUMBER'), 'CONNECTION_CONFIG_INVALID', false, /TLS 1\.2/],
		[network('ADDRESS_REFUSED'), 'CONNECTION_CONFIG_INVALID', false, /name service/],
		[{kind: 'timeout', phase: 'body', detail: 'within 5 s', wasSent: true}, 'EXTERNAL_UNREACHABLE', true, /the next run goes on/],
		[{kind: 'payload', problem: 'malformed', detail: 'its body is not whole JSON', sample: '{'}, 'EXTERNAL_BAD_PAYLOAD', true, /parley calls list --errors/],
		[{kind: 'payload', problem: 'content-type', detail: 'with "text/html"', sample: ''}, 'EXTERNAL_BAD_PAYLOAD', false, /proxy or a login page/],
		[{kind: 'payload', problem: 'too-large', detail: 'it is larger than 16 MB', sample: ''}, 'EXTERNAL_BAD_PAYLOAD', false, /parley calls list/],
	] as const)('says what to do now (%#)', (failure, code, isRetryable, nextStep) => {
		expect(toAppError(failure, context)).toMatchObject({code, isRetryable, nextStep: expect.stringMatching(nextStep)});
	});

	test.each([
		[status(502)], [network('ECONNRESET', true)], [{kind: 'timeout', phase: 'headers', detail: 'within 30 s', wasSent: true}],
	] as const)('a write that may have taken effect is unreachable and not to be repeated (%#)', failure => {
		expect(toAppError(failure, {...context, isRepeatable: false})).toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false, message: expect.stringContaining('whether it took effect is not known')});
	});

	test('a write that never left may be repeated', () => {
		expect(toAppError(network('ECONNREFUSED'), {...context, isRepeatable: false})).toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: true});
		expect(toAppError(status(429), {...context, isRepeatable: false})).toMatchObject({code: 'EXTERNAL_RATE_LIMITED', isRetryable: true});
	});
});
