import {describe, expect, test} from 'vitest';
import {AppError} from '../../../../source/errors/app-error.js';
import {CommitLostError} from '../../../../source/connectors/sql/sql-client.js';
import {findRefusal, findSqlState, isCollision, toSqlAppError} from '../../../../source/connectors/sql/sql-errors.js';

const place = {systemName: 'Xacta 360', address: '"xacta" on db.example:5432 as parley', profileName: 'xacta', table: 'poams'};
const failure = (code: string, message = 'no luck', more: object = {}) => Object.assign(new Error(message), {code, ...more});

describe('a failure of the database, told to a person', () => {
	test.each([
		['28P01', 'EXTERNAL_AUTHENTICATION_FAILED', false],
		['28000', 'EXTERNAL_AUTHENTICATION_FAILED', false],
		['42501', 'EXTERNAL_FORBIDDEN', false],
		['25006', 'EXTERNAL_FORBIDDEN', false],
		['3D000', 'CONNECTION_CONFIG_INVALID', false],
		['42P01', 'CONNECTION_CONFIG_INVALID', false],
		['42703', 'CONNECTION_CONFIG_INVALID', false],
		['SELF_SIGNED_CERT_IN_CHAIN', 'CONNECTION_CONFIG_INVALID', false],
		['53300', 'EXTERNAL_FAILED', true],
		['57014', 'EXTERNAL_FAILED', true],
		['40P01', 'EXTERNAL_FAILED', true],
		['55P03', 'EXTERNAL_FAILED', true],
		['53200', 'EXTERNAL_FAILED', true],
		['57P01', 'EXTERNAL_UNREACHABLE', true],
		['57P03', 'EXTERNAL_UNREACHABLE', true],
		['08006', 'EXTERNAL_UNREACHABLE', true],
		['ECONNREFUSED', 'EXTERNAL_UNREACHABLE', true],
		['ENOENT', 'EXTERNAL_UNREACHABLE', true],
		['EPIPE', 'EXTERNAL_UNREACHABLE', true],
		['22021', 'EXTERNAL_BAD_PAYLOAD', false],
		['XX001', 'EXTERNAL_FAILED', false],
	])('%s is %s', (state, code, isRetryable) => {
		const cause = failure(state);
		const error = toSqlAppError(cause, place);
		expect(error).toMatchObject({code, isRetryable, cause});
		expect(error).toBeInstanceOf(AppError);
		const {message, nextStep} = error as AppError;
		expect(`${message} ${nextStep}`).not.toMatch(/\{\w+\}|undefined/);
		expect(message).toMatch(/Xacta 360.*\.$/);
	});

	test.each([
		['Connection terminated unexpectedly', 'EXTERNAL_UNREACHABLE'],
		['timeout exceeded when trying to connect', 'EXTERNAL_UNREACHABLE'],
		['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'EXTERNAL_AUTHENTICATION_FAILED'],
		['The server does not support SSL connections', 'CONNECTION_CONFIG_INVALID'],
	])('"%s" is %s', (message, code) => {
		expect(toSqlAppError(new Error(message), place)).toMatchObject({code});
	});

	test('names the profile and the table that do not fit', () => {
		expect(toSqlAppError(failure('42P01', 'relation "poams" does not exist'), place)).toMatchObject({
			message: 'The profile "xacta" of Xacta 360 does not fit table "poams" in "xacta" on db.example:5432 as parley: relation "poams" does not exist (42P01).',
		});
	});

	test('a host with two addresses that both refuse is told by the first', () => {
		expect(toSqlAppError(new AggregateError([failure('ECONNREFUSED', 'connect ECONNREFUSED ::1:5432')], ''), place)).toMatchObject({code: 'EXTERNAL_UNREACHABLE', message: expect.stringContaining('::1:5432')});
	});

	test('a lost commit may not be tried again', () => {
		expect(toSqlAppError(new CommitLostError(failure('ECONNRESET')), place)).toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
	});

	test('a bug keeps its stack, and an AppError stays what it is', () => {
		const bug = new TypeError('undefined is not a function');
		expect(toSqlAppError(bug, place)).toBe(bug);
		const told = new AppError({code: 'EXTERNAL_BAD_PAYLOAD', message: 'x', nextStep: 'y'});
		expect(toSqlAppError(told, place)).toBe(told);
	});
});

describe('a write that is refused', () => {
	test('for good is told in the server\'s words', () => {
		expect(findRefusal(failure('23514', 'new row violates check constraint', {constraint: 'status_is_known', detail: 'Failing row contains (x).'})))
			.toEqual(['New row violates check constraint (23514).', 'It breaks the rule "status_is_known".', 'Failing row contains (x).']);
		expect(findRefusal(failure('P0001', 'archived'))).toEqual(['Archived (P0001).']);
		expect(findRefusal(failure('22001', 'value too long'))).toHaveLength(1);
	});

	test('for another reason is no refusal', () => {
		for (const state of ['40001', '42501', '57P01', 'ECONNRESET', 'EPIPE']) expect(findRefusal(failure(state))).toBeUndefined();
	});

	test('because of a collision may be tried at once', () => {
		expect(isCollision(failure('40001'))).toBe(true);
		expect(isCollision(failure('40P01'))).toBe(true);
		expect(isCollision(failure('55P03'))).toBe(false);
	});

	test('has a state only when the server gave one', () => {
		expect(findSqlState(failure('23505'))).toBe('23505');
		expect(findSqlState(failure('EPIPE'))).toBeUndefined();
		expect(findSqlState('oops')).toBeUndefined();
	});
});
