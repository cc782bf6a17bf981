import {join} from 'node:path';
import {defineConfig} from 'vitest/config';
import shared from '../../vitest.config.js';
import {seedOnLoad} from './seed-on-load.js';
import {toSlug} from './seeded-bug.js';
import {seededBugs} from './seeded-bugs.js';

const root = join(import.meta.dirname, '../..');
const test = {
	root,
	env: shared.test?.env ?? {},
	include: ['test/**/*.test.ts'],
	testTimeout: 180_000,
	hookTimeout: 180_000,
};

/**
 * One project for each bug, with a module graph of its own, and before them one without any: it starts the PostgreSQL that
 * all share, for which no bug may be in place.
 */
export default defineConfig({
	root,
	test: {
		projects: [
			{root, test: {...test, name: 'sound', globalSetup: ['test/support/postgres-setup.ts']}},
			...seededBugs.map(bug => ({
				root, plugins: [seedOnLoad(bug)],
				test: {...test, name: toSlug(bug), env: {...test.env, PARLEY_SEEDED_BUG: bug.name}, ...(bug.hangs === true && {testTimeout: 20_000})},
			})),
		],
	},
});
