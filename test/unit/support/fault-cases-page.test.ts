import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {findCaseProblem, readCaseRows} from '../../support/case-page.js';

const rows = readCaseRows('docs/fault-cases.md');
const page = readFileSync(join(import.meta.dirname, '../../../docs/fault-cases.md'), 'utf8');
const numbers = Object.entries({N: 17, A: 21, D: 14}).flatMap(([letter, last]) => Array.from({length: last}, (_, index) => `${letter}${index + 1}`));

test.each(numbers)('%s has a test, or is said to be missing', number => {
	const isTried = rows.some(({about: [first]}) => first === number);
	expect(isTried || page.includes(`\n- ${number}: `)).toBe(true);
});

test.each(rows)('the fault case "$about.0: $about.1" has its test', row => {
	expect(findCaseProblem(row)).toBeUndefined();
});
