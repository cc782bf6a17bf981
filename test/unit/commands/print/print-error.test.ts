import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {printError} from '../../../../source/commands/print/print-error.js';
import {AppError} from '../../../../source/errors/app-error.js';

const failure = new AppError({code: 'EXTERNAL_UNREACHABLE', message: 'Nothing answers at xacta.test.', nextStep: 'Check the address of it.'});
const printed = (properties: {readonly isTTY?: boolean; readonly columns?: number}, isJson = false): string => {
	const stderr = Object.assign(new PassThrough(), properties);
	printError(failure, {stderr, isJson});
	return String(stderr.read());
};

test('an error breaks no word on a terminal', () => {
	expect(printed({isTTY: true, columns: 24})).toBe('✖ Nothing answers at\n  xacta.test.\n  Next: Check the\n    address of it.\n');
});

test('an error in a file stays one line for each of its facts', () => {
	expect(printed({columns: 24})).toBe('✖ Nothing answers at xacta.test.\n  Next: Check the address of it.\n');
});

test('an error for a program is not broken, wherever it goes', () => {
	expect(JSON.parse(printed({isTTY: true, columns: 24}, true))).toEqual({error: {code: failure.code, message: failure.message, nextStep: failure.nextStep}});
});
