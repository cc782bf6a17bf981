// node --import <this file>: the bug that PARLEY_SEEDED_BUG names, in a process that a test starts.
import {registerHooks} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import '../support/typescript-hooks.js';

const {seededBugs} = await import('./seeded-bugs.ts');
const {seed} = await import('./seeded-bug.ts');
const bug = seededBugs.find(({name}) => name === process.env['PARLEY_SEEDED_BUG']);
if (bug === undefined) throw new Error(`There is no seeded bug "${process.env['PARLEY_SEEDED_BUG']}".`);
const place = pathToFileURL(join(import.meta.dirname, '../..', bug.file)).href;

registerHooks({
	load(url, context, next) {
		const loaded = next(url, context);
		return url === place ? {...loaded, source: seed(bug, loaded.source.toString())} : loaded;
	},
});
