import {AppError} from '../errors/app-error.js';
import type {SchemaState} from '../core/migration.js';

/** Refuses a schema that this version of Parley was not written for. */
export function requireSchema({pending, unknown}: SchemaState): void {
	if (unknown.length > 0) {
		throw new AppError({
			code: 'DATABASE_SCHEMA_NEWER',
			message: `The database was migrated by a newer Parley (${unknown.at(-1)} is not known here).`,
			nextStep: 'Update Parley on this machine; nothing was changed.',
		});
	}
	if (pending.length > 0) {
		throw new AppError({
			code: 'DATABASE_MIGRATIONS_PENDING',
			message: `${pending.length} ${pending.length === 1 ? 'migration is' : 'migrations are'} pending on this database, the first is ${pending[0]}.`,
			nextStep: 'Run "parley db status" to see them, then "parley db migrate" and "parley db seed".',
		});
	}
}
