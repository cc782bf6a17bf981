import {readFile} from 'node:fs/promises';

/** The rows of a tab-separated file of seeders/data as lists of texts; lines that start with "#" are remarks. */
export async function readTable(name) {
	const text = await readFile(new URL(`../data/${name}`, import.meta.url), 'utf8');
	return text.split('\n').filter(line => line !== '' && !line.startsWith('#')).map(line => line.split('\t'));
}
