/** Where a PostgreSQL is and who logs in, as `pg` takes it. */
export type PostgresAddress = {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password?: string;
	readonly ssl: false | {readonly rejectUnauthorized: boolean; readonly ca?: string};
};

export const sslModes = ['disable', 'require', 'verify-full'] as const;
export type SslMode = (typeof sslModes)[number];

export type PostgresAddressParts = {
	readonly connectionString: string;
	/** These override what the connection string says. */
	readonly username?: string | undefined;
	readonly password?: string | undefined;
	readonly ssl?: SslMode | undefined;
	/** A certificate authority in PEM. */
	readonly sslCa?: string | undefined;
};

/**
 * Reads `postgres://user:password@host:port/database`; `?host=` names a socket folder and `?sslmode=` is read where `ssl`
 * says nothing. Throws an Error whose message, without secrets, says what is wrong with the text.
 */
export function parsePostgresAddress(parts: PostgresAddressParts): PostgresAddress {
	const url = parseUrl(parts.connectionString);
	const host = url.searchParams.get('host') ?? decode(url.hostname);
	const user = parts.username ?? decode(url.username);
	const database = decode(url.pathname.slice(1));
	if (database === '') throw new Error('names no database');
	if (user === '') throw new Error('names no user, and there is no username');
	const password = parts.password ?? decode(url.password);
	return {
		host,
		port: Number(url.searchParams.get('port') ?? (url.port === '' ? 5432 : url.port)),
		database,
		user,
		...(password === '' ? {} : {password}),
		ssl: toSsl(parts.ssl ?? toSslMode(url.searchParams.get('sslmode')) ?? defaultSslMode(host), parts.sslCa),
	};
}

/** The address as a person may read it: no password. */
export const describePostgresAddress = ({host, port, database, user}: PostgresAddress): string =>
	`"${database}" on ${host}${host.startsWith('/') ? '' : `:${port}`} as ${user}`;

function parseUrl(text: string): URL {
	// The URL parser refuses "user@/database", which PostgreSQL's own tools take for "the default host".
	const withHost = text.trim().replace(/^(postgres(?:ql)?:\/\/[^/?#@]*@)\//, '$1localhost/');
	if (/^(sqlserver|mssql):|^Server=/i.test(withHost)) throw new Error('is for a SQL Server, for which this version has no driver');
	if (!/^postgres(ql)?:\/\//.test(withHost)) throw new Error('does not start with "postgres://"');
	if (!URL.canParse(withHost)) throw new Error('is not a URL; percent-encode special characters in the password, or give it as password');
	return new URL(withHost);
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new Error('has a "%" that encodes nothing; percent-encode special characters, or give username and password apart');
	}
}

/** `prefer` and `allow` would take an unencrypted connection without a word: they count as not said. */
function toSslMode(text: string | null): SslMode | undefined {
	if (text === null || text === 'prefer' || text === 'allow') return undefined;
	if (text === 'verify-ca') return 'verify-full';
	const mode = sslModes.find(known => known === text);
	if (mode === undefined) throw new Error(`has the unknown sslmode "${text}"`);
	return mode;
}

const defaultSslMode = (host: string): SslMode => (/^(\/.*|localhost|127\.[\d.]+|\[?::1\]?|)$/.test(host) ? 'disable' : 'verify-full');

function toSsl(mode: SslMode, ca: string | undefined): PostgresAddress['ssl'] {
	if (mode === 'disable') return false;
	return {rejectUnauthorized: mode === 'verify-full', ...(ca === undefined ? {} : {ca})};
}
