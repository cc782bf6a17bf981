import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {settingNames, settings} from '../../../source/config/schema.js';

test('docs/settings.md has exactly one row for each setting, as the schema tells it', async () => {
	const page = await readFile(new URL('../../../docs/settings.md', import.meta.url), 'utf8');
	const rows = page.split('\n').filter(line => line.startsWith('| `'));
	expect(rows).toEqual(settingNames.map(name => {
		const {variable, expectation, defaultText, help} = settings[name];
		return `| \`${variable}\` | \`${name}\` | ${expectation} | ${defaultText} | ${help} |`;
	}));
});
