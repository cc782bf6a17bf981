import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {createProgramHome, expectTold, type ProgramHome} from '../../support/built-program.js';

let home: ProgramHome;
beforeAll(async () => {
	home = await createProgramHome();
});
afterAll(() => home[Symbol.asyncDispose]());

test.runIf(process.platform === 'linux').each(['/proc/x', '/proc/x/y', '/proc'])('a data home in which nothing can be made (%s) is named, with what to do', async dataHome => {
	const outcome = await home.parley(['status'], {PARLEY_DATA_HOME: dataHome, XDG_CACHE_HOME: '/proc'});
	expectTold(outcome, {exitCode: 4, what: new RegExp(`folder ${dataHome}/postgresql .*cannot be made`), next: /PARLEY_DATA_HOME/});
});

test('asking for the state of the database does not make its folder', async () => {
	const folder = join(home.folder, 'not-yet');
	const {exitCode, stdout} = await home.parley(['db', 'status'], {PARLEY_DATA_HOME: folder});
	expect([exitCode, existsSync(folder)], stdout).toEqual([4, false]);
});
