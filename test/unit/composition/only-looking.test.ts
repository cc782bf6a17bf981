import {expect, test} from 'vitest';
import {onlyLooking} from '../../../source/composition/only-looking.js';
import type {DatabaseTools} from '../../../source/core/database-tools.js';

const url = 'postgresql://parley@/parley';
const fail = (): never => {
	throw new Error('It was called.');
};
const tools: DatabaseTools = {status: fail, start: fail, diagnose: fail, url: () => Promise.resolve(url), migrate: fail, undo: fail, seed: fail, stop: fail, serverForMaking: fail};

test.each([
	['migrate', 'apply migrations'], ['undo', 'take migrations back'], ['seed', 'put in reference data'], ['stop', 'stop the database'], ['serverForMaking', 'make databases and logins'],
] as const)('a read-only Parley does not %s', async (name, what) => {
	await expect(onlyLooking(tools)[name]({all: true} as never)).rejects.toMatchObject({code: 'PERMISSION_DENIED', message: `This Parley is read-only: it may not ${what}.`});
});

test('it still looks', async () => {
	expect(await onlyLooking(tools).url()).toBe(url);
});
