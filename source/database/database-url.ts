import type {DatabaseAddress} from '../core/database-address.js';
import {AppError} from '../errors/app-error.js';

const invalid = (reason: string) =>
	new AppError({
		code: 'CONFIG_INVALID',
		message: `DATABASE_URL ${reason}.`,
		nextStep: 'Give it as postgresql://user:password@host:5432/database, or as postgresql://user@/database?host=/socket/folder.',
	});

/** Reads a PostgreSQL URL; `?host=` names a socket folder, `?sslmode=` is honoured as libpq does. CONFIG_INVALID when it is none. */
export function parseDatabaseUrl(text: string): DatabaseAddress {
	// The URL parser refuses "user@/database", which libpq takes for "the default host".
	const withHost = text.replace(/^(postgres(?:ql)?:\/\/[^/?#@]*@)\//, '$1localhost/');
	if (!URL.canParse(withHost)) throw invalid('is not a URL');
	const url = new URL(withHost);
	if (!/^postgres(ql)?:$/.test(url.protocol)) throw invalid(`starts with "${url.protocol}" and not with "postgresql:"`);
	const database = decodeURIComponent(url.pathname.slice(1));
	if (database === '') throw invalid('names no database');
	const sslMode = url.searchParams.get('sslmode') ?? 'prefer';
	const isVerified = sslMode === 'verify-full' || sslMode === 'verify-ca';
	return {
		host: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
		port: Number(url.searchParams.get('port') ?? (url.port || 5432)),
		user: decodeURIComponent(url.username) || 'postgres',
		password: url.password === '' ? undefined : decodeURIComponent(url.password),
		database,
		ssl: isVerified || sslMode === 'require' ? {rejectUnauthorized: isVerified} : false,
	};
}

/** The address as a person may read it: no password. */
export const describeAddress = (address: DatabaseAddress): string =>
	`"${address.database}" on ${address.host}${address.host.startsWith('/') ? '' : `:${address.port}`} as ${address.user}`;
