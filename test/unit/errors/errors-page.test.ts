import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {errorCodes} from '../../../source/errors/codes.js';

const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const sections = page.split(/^## /m).slice(1).map(text => {
	const [heading = '', ...body] = text.split('\n');
	return {heading: heading.trim(), exitCode: Number(/^Exit code (\d+)\./.exec(body.join('\n').trim())?.[1])};
});

test('docs/errors.md has one heading for each code, and no other', () => {
	expect(sections.map(section => section.heading)).toEqual(Object.keys(errorCodes));
});

test('docs/errors.md tells the exit code of each code', () => {
	expect(Object.fromEntries(sections.map(section => [section.heading, section.exitCode]))).toEqual(errorCodes);
});
