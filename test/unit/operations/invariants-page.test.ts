import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {verifications} from '../../../source/database/sql/verify/verifications.js';
import {nothingIsUndecided} from '../../../source/operations/verify.js';

const page = await readFile(new URL('../../../docs/invariants.md', import.meta.url), 'utf8');
const checks = [...verifications, nothingIsUndecided];

test('docs/invariants.md has a row for each check, as the code has it, and no other', () => {
	const rows = page.split('\n').filter(line => line.startsWith('| `'));
	expect(rows).toEqual(checks.map(({name, invariants, meaning, isDeep}) => `| \`${name}\` | ${invariants.join(', ')} | ${meaning} | ${isDeep ? 'deep' : ''} |`));
});

test('every invariant that a check names is in words on the page', () => {
	const named = [...new Set(checks.flatMap(({invariants}) => invariants))];
	for (const invariant of named) expect(page).toMatch(new RegExp(String.raw`^\| ${invariant} \| \S`, 'm'));
});

test('the name of each check is its own, and says what to do when it fails', () => {
	expect(new Set(checks.map(({name}) => name)).size).toBe(checks.length);
	for (const {name, remedy, meaning} of checks) {
		expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
		expect(`${meaning} ${remedy}`).toMatch(/^[A-Z].*\. .*\.$/);
	}
});
