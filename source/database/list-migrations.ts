import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {Sequelize} from 'sequelize';
import type {MigrationState} from '../core/migration.js';
import {createMigrationHistory} from './migration-history.js';
import {findPackageFolder} from './package-folder.js';

export type MigrationList = {
	/** In the order in which they are applied. */
	readonly migrations: readonly MigrationState[];
	/** Applied migrations that this version of Parley does not have: the schema is newer. */
	readonly unknown: readonly string[];
};

// Another program's migrations may stand in the same history; Parley's own carry a phase.
const isOurs = (name: string): boolean => /^\d{14}-phase-\d+-.+\.js$/.test(name);

/** What is applied, what is not; changes nothing. */
export async function listMigrations(sequelize: Sequelize): Promise<MigrationList> {
	const names = await listScripts('migrations');
	const applied = await createMigrationHistory(sequelize).executed();
	return {
		migrations: names.map(name => ({name, isApplied: applied.includes(name)})),
		unknown: applied.filter(name => isOurs(name) && !names.includes(name)),
	};
}

/** The names of the files in one of Parley's own folders, in the order in which they are run. */
export const listScripts = async (folder: 'migrations' | 'seeders'): Promise<string[]> =>
	(await readdir(join(findPackageFolder(), folder))).filter(name => name.endsWith('.js')).sort();
