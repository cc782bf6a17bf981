import type {DatabaseStatus} from '../core/database-tools.js';
import type {Finding} from '../core/finding.js';
import type {SessionKind} from './require-own-session.js';

const oldestServer = 14;

/** What `parley doctor` says of the server itself. */
export function describeServer({kind, address, serverVersion}: DatabaseStatus): readonly Finding[] {
	const subject = kind === 'embedded' ? 'embedded database' : 'database';
	const major = Number.parseInt(serverVersion ?? '', 10);
	if (major >= oldestServer) return [{severity: 'ok', subject, message: `PostgreSQL ${serverVersion} answers: ${address}.`}];
	return [{
		severity: 'problem', subject,
		message: `PostgreSQL ${serverVersion} answers (${address}); Parley needs ${oldestServer} or newer.`,
		nextStep: 'Upgrade the server, or unset DATABASE_URL to use the embedded one.',
	}];
}

/** What it says of the way there. A pooler that cannot be used is refused before anything can be asked. */
export const describeSession = (session: SessionKind | undefined): readonly Finding[] => (session !== 'pooled' ? [] : [{
	severity: 'unusual', subject: 'database',
	message: 'A connection pooler stands before the server. It keeps a session for each connection, as Parley needs it.',
	nextStep: 'Count a session for each connection of Parley in its pool, or let DATABASE_URL name PostgreSQL itself.',
}]);

/** What it says of the schema's version. */
export function describeMigrations({migrations, unknownMigrations}: DatabaseStatus): readonly Finding[] {
	const subject = 'schema';
	if (unknownMigrations.length > 0) {
		return [{
			severity: 'problem', subject,
			message: `The database has migrations that this version of Parley does not know: ${unknownMigrations.join(', ')}.`,
			nextStep: 'Run the newer Parley that migrated this database.',
		}];
	}
	const pending = migrations.filter(({isApplied}) => !isApplied);
	if (pending.length === 0) return [{severity: 'ok', subject, message: `All ${migrations.length} migrations are applied.`}];
	return [{
		severity: 'problem', subject,
		message: `${pending.length} of ${migrations.length} migrations ${pending.length === 1 ? 'is' : 'are'} pending: ${pending.map(({name}) => name).join(', ')}.`,
		nextStep: 'Run "parley db migrate".',
	}];
}
