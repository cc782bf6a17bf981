import {expect, test} from 'vitest';
import {findCaseProblem, readCaseRows} from '../../support/case-page.js';

const rows = readCaseRows('docs/domain-cases.md');

test('the table of domain cases has rows', () => {
	expect(rows.length).toBeGreaterThan(100);
});

test.each(rows)('the domain case "$about.0" has its test', row => {
	expect(findCaseProblem(row)).toBeUndefined();
});
