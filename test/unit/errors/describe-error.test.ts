import {describe, expect, test} from 'vitest';
import {AppError} from '../../../source/errors/app-error.js';
import {describeError, tellError} from '../../../source/errors/describe-error.js';
import {exitCodeOf} from '../../../source/errors/exit-code.js';

const refused = new AppError({
	code: 'EXTERNAL_AUTHENTICATION_FAILED',
	message: 'Xacta 360 refused the login (28P01).\nThe stored password was changed outside or has expired.',
	nextStep: 'parley systems edit "Xacta 360" --set password',
});
const aborted = new DOMException('This operation was aborted', 'AbortError');

describe('an expected failure', () => {
	test('is told by what failed and what to do now', () => {
		expect(describeError(refused)).toEqual([
			'✖ Xacta 360 refused the login (28P01).',
			'  The stored password was changed outside or has expired.',
			'  Next: parley systems edit "Xacta 360" --set password',
		]);
	});

	test('ends a command with its own exit code', () => {
		expect(exitCodeOf(refused)).toBe(3);
		expect(exitCodeOf(new AppError({code: 'CONFLICT_STALE', message: '', nextStep: ''}))).toBe(5);
	});
});

describe('a bug', () => {
	const bug = new TypeError('rows is not iterable');

	test('is called one, without its stack, with the place of the log', () => {
		const lines = describeError(bug, '/var/log/parley.log');
		expect(lines).toEqual(['✖ This is a bug in Parley: TypeError: rows is not iterable', '  Next: Report it with the end of /var/log/parley.log.']);
		expect(tellError(bug).nextStep).toContain('PARLEY_LOG_LEVEL');
	});

	test('may be anything that was thrown', () => {
		expect(describeError('out of cheese')[0]).toBe('✖ This is a bug in Parley: out of cheese');
		expect(exitCodeOf(undefined)).toBe(70);
	});
});

test('an interrupted command says that it was, and ends as shells expect', () => {
	expect(describeError(aborted)[0]).toBe('✖ Interrupted.');
	expect(exitCodeOf(aborted)).toBe(130);
});
