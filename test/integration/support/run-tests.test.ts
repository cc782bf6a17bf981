import {spawnSync} from 'node:child_process';
import {expect, test} from 'vitest';

test('who asks for tests that there are none of is told so, without a stack', () => {
	// Without what Vitest gives to a file that it runs.
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
	const {stdout, stderr, status} = spawnSync(process.execPath, ['--import', './test/support/typescript-hooks.js', 'test/run-tests.ts', 'nothing-here'], {encoding: 'utf8', env});
	expect(stdout).toMatch(/No file of tests fits what was asked for: nothing-here\n\n0 passed, 0 failed\n$/);
	expect(stderr).not.toContain('    at ');
	expect(status).toBe(1);
});
