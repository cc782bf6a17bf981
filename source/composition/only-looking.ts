import {AppError} from '../errors/app-error.js';
import type {DatabaseTools} from '../core/database-tools.js';

/** The same tools, with those refused that change the schema or what is in it, or take the server away from others. */
export const onlyLooking = (tools: DatabaseTools): DatabaseTools => ({
	...tools,
	migrate: () => refuse('apply migrations'),
	undo: () => refuse('take migrations back'),
	seed: () => refuse('put in reference data'),
	stop: () => refuse('stop the database'),
	serverForMaking: () => refuse('make databases and logins'),
});

const refuse = (what: string): Promise<never> => Promise.reject(new AppError({
	code: 'PERMISSION_DENIED', message: `This Parley is read-only: it may not ${what}.`,
	nextStep: 'Start it again without --read-only, PARLEY_READ_ONLY or "readOnly" in the configuration file.',
}));
