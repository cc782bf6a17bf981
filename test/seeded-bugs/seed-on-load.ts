import {join} from 'node:path';
import type {Plugin} from 'vitest/config';
import {seed, type SeededBug} from './seeded-bug.js';

const root = join(import.meta.dirname, '../..');

/** Puts one bug into its module as Vite loads it. The file on disk stays as it is. */
export function seedOnLoad(bug: SeededBug): Plugin {
	const path = join(root, bug.file);
	return {
		name: 'seeded-bug',
		enforce: 'pre',
		transform: (source, id) => (id === path ? seed(bug, source) : undefined),
		// Vitest keeps what it transformed from run to run, by the text on disk: without this, one bug would be taken for another.
		configureVitest: ({defineCacheKeyGenerator}) => defineCacheKeyGenerator(({id}) => (id === path ? JSON.stringify(bug) : undefined)),
	};
}
