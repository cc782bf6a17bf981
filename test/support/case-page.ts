import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A row of a page whose rows name their tests: what it is about, a file as the end of its path, and the test's name as it stands there. */
export type CaseRow = {readonly about: readonly string[]; readonly file: string; readonly name: string};

/** The rows of a table whose last two columns are a file in backticks and a test. */
export const readCaseRows = (page: string): readonly CaseRow[] => readFileSync(join(root, page), 'utf8').split('\n').flatMap(line => {
	const [, about, file, name] = /^\| (.+) \| `([\w/.-]+)` \| (.+) \|$/.exec(line) ?? [];
	return about === undefined || file === undefined || name === undefined ? [] : [{about: about.split(' | '), file, name}];
});

const paths = readdirSync(join(root, 'test'), {recursive: true, encoding: 'utf8'}).map(path => path.replaceAll('\\', '/'));

/** Undefined when the row's file is there, once, and has the test; else what is wrong, in a sentence. */
export function findCaseProblem({file, name}: CaseRow): string | undefined {
	const ends = file.endsWith('.ts') ? [`/${file}`] : [`/${file}.test.ts`, `/${file}.test.tsx`];
	const found = paths.filter(path => ends.some(end => `/${path}`.endsWith(end)));
	const [path] = found;
	if (path === undefined) return `There is no test file ${file}.`;
	if (found.length > 1) return `${file} may be any of ${found.join(', ')}.`;
	const source = readFileSync(join(root, 'test', path), 'utf8').replaceAll('\\\'', '\'');
	return [`'${name}'`, `"${name}"`, `\`${name}\``].some(text => source.includes(text)) ? undefined : `${path} has no test "${name}".`;
}
