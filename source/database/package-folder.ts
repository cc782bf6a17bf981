import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/** The folder that holds `migrations` and `seeders`: the checkout's root, also for the bundle in dist and for an installed package. */
export function findPackageFolder(start: string = import.meta.dirname): string {
	const manifest = join(start, 'package.json');
	if (existsSync(manifest) && isParley(readFileSync(manifest, 'utf8'))) return start;
	const parent = dirname(start);
	if (parent === start) throw new Error(`No package.json of parley above ${import.meta.dirname}.`);
	return findPackageFolder(parent);
}

const isParley = (manifest: string): boolean => (JSON.parse(manifest) as {name?: unknown}).name === 'parley';
