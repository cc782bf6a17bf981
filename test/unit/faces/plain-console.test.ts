import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {runPlainConsole} from '../../../source/faces/plain-console.js';

test('a long session keeps no more hold of the terminal than a short one', async () => {
	const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
	stdin.end('no such thing\n'.repeat(20));
	const nowhere = () => Promise.reject(new Error('There is no database.'));
	await runPlainConsole({stdin, stdout, stderr, commands: [], operations: nowhere, databaseTools: nowhere, isDumb: false, logger: silentLogger, logPlace: undefined});
	expect(String(stderr.read()).match(/There is no command "no"/g)).toHaveLength(20);
	expect([stdout.listenerCount('error'), stderr.listenerCount('error')]).toEqual([1, 1]);
});
