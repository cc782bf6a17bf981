import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const page = read('docs/mappings.md');

/** The words between quotes after `marker` in a file of types. */
const wordsAfter = (source: string, marker: RegExp): readonly string[] => [...new Set([...source.matchAll(marker)].map(match => match[1] ?? ''))];

describe('docs/mappings.md', () => {
	test.each(wordsAfter(read('source/core/mapping.ts'), /type: '(\w+)'/g))('describes the rule %s', type => {
		expect(page).toContain(`\`${type}\``);
	});

	test.each(wordsAfter(read('source/core/policy.ts'), /readonly (\w+)\?:/g).filter(key => key !== 'value'))('describes the key %s of a field policy', key => {
		expect(page).toContain(`\`${key}\``);
	});
});
