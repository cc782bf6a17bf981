import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {seed, toSlug, type SeededBug} from '../../seeded-bugs/seeded-bug.js';
import {seededBugs} from '../../seeded-bugs/seeded-bugs.js';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test.each(seededBugs)('"$name" can be put into its module', bug => {
	const source = read(bug.file);
	expect(seed(bug, source)).not.toBe(source);
});

test('each bug has a name of its own', () => {
	expect(new Set(seededBugs.map(toSlug)).size).toBe(seededBugs.length);
});

test('a bug whose place has moved is told, and not passed over', () => {
	const bug: SeededBug = {name: 'x', harm: '', file: 'f.ts', text: 'a', replacement: 'b', proof: {file: '', tests: ['']}};
	expect(() => seed(bug, 'ccc')).toThrow('does not stand in f.ts');
	expect(() => seed(bug, 'aca')).toThrow('stands in f.ts 2 times');
});

test('docs/seeded-bugs.md has a row for each bug, as the table has it, and no other', () => {
	const rows = read('docs/seeded-bugs.md').split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| defect'));
	expect(rows).toEqual(seededBugs.map(({name, harm, file, proof}) => `| ${name} | ${harm} | \`${file}\` | \`${proof.file}\`: ${proof.tests.at(-1)} |`));
});
