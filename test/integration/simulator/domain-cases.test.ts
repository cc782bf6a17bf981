import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** All test files by the name that the table uses for them. */
const files = new Map(readdirSync(join(root, 'test'), {recursive: true, encoding: 'utf8'})
	.filter(path => /\.test\.tsx?$/.test(path))
	.map(path => [path.split(/[/\\]/).at(-1)?.replace(/\.test\.tsx?$/, ''), join(root, 'test', path)] as const));

const rows = readFileSync(join(root, 'docs/domain-cases.md'), 'utf8').split('\n').flatMap(line => {
	const [, rule, file, name] = /^\| (.+) \| `([\w-]+)` \| (.+) \|$/.exec(line) ?? [];
	return rule === undefined || file === undefined || name === undefined ? [] : [{rule, file, name}];
});

test('the table of domain cases has rows', () => {
	expect(rows.length).toBeGreaterThan(100);
});

test.each(rows)('the domain case "$rule" has its test', ({file, name}) => {
	const path = files.get(file);
	expect(path, `There is no test file ${file}.`).toBeDefined();
	const source = readFileSync(path ?? '', 'utf8').replaceAll('\\\'', '\'');
	expect(source.includes(`'${name}'`) || source.includes(`"${name}"`) || source.includes(`\`${name}\``), `${file} has no test "${name}".`).toBe(true);
});
