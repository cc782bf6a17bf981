import {expect, test} from 'vitest';
import {type LogFacts, type Logger, silentLogger} from '../../../source/core/process/logger.js';
import {AppError} from '../../../source/errors/app-error.js';
import {withLoggedBugs} from '../../../source/faces/with-logged-bugs.js';
import type {Operations} from '../../../source/operations/operations.js';

const bug = new TypeError('undefined is no plan');
const refusal = new AppError({code: 'NOT_FOUND', message: 'There is none.', nextStep: 'Look elsewhere.'});
const failing = {
	isReadOnly: false,
	getConflict: () => Promise.reject(bug),
	getRecord: () => Promise.reject(refusal),
	runSync: () => Promise.reject(new DOMException('Interrupted', 'AbortError')),
	listSystems: () => Promise.resolve([]),
} as unknown as Operations;

test('a bug in an operation is kept in the log with its stack, and still told', async () => {
	const logged: Array<readonly [string, LogFacts | undefined]> = [];
	const logger: Logger = {...silentLogger, error: (message, facts) => logged.push([message, facts])};
	const operations = {...withLoggedBugs(failing, logger)};
	await expect(operations.getConflict(1)).rejects.toBe(bug);
	expect(logged).toEqual([['An operation ended in a bug.', {operation: 'getConflict', error: bug}]]);
	await expect(operations.getRecord({entityType: 'poam', id: '1'} as never)).rejects.toBe(refusal);
	await expect(operations.runSync({scope: 'full'} as never)).rejects.toThrow('Interrupted');
	expect(await operations.listSystems()).toEqual([]);
	expect(operations.isReadOnly).toBe(false);
	expect(logged).toHaveLength(1);
});
