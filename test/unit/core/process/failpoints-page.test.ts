import {readdir, readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {failpoints} from '../../../../source/core/process/failpoint.js';

const read = (path: string) => readFile(new URL(`../../../../${path}`, import.meta.url), 'utf8');

test('docs/failpoints.md has a row for each failpoint, as the code has it, and no other', async () => {
	const rows = (await read('docs/failpoints.md')).split('\n').filter(line => line.startsWith('| `'));
	expect(rows).toEqual(Object.entries(failpoints).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`));
});

test('each failpoint stands in the program exactly where it is named', async () => {
	const listFiles = async (folder: string): Promise<readonly string[]> =>
		(await readdir(new URL(`../../../../${folder}`, import.meta.url), {recursive: true})).filter(name => name.endsWith('.ts')).map(name => `${folder}/${name}`);
	const files = (await Promise.all(['source/sync', 'source/operations'].map(listFiles))).flat();
	const source = (await Promise.all(files.map(read))).join('\n');
	for (const name of Object.keys(failpoints)) expect(source.includes(`'${name}'`), name).toBe(true);
});
