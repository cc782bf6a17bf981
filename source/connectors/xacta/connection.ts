import * as z from 'zod';
import type {ExternalSystem} from '../../core/external-system.js';
import {toCommand} from '../../core/text/to-command.js';
import {AppError} from '../../errors/app-error.js';
import {parsePostgresAddress, sslModes, type PostgresAddress} from '../sql/postgres-address.js';
import {profileSchema, type SqlProfile} from '../sql/profile.js';
import {defaultProfile} from './default-profile.js';
import {integrationProfile} from './integration-profile.js';

/** What `connection_config` says about a site's database. */
export type XactaConnection = {readonly address: PostgresAddress; readonly schema: string | undefined; readonly profile: SqlProfile};

/** `true` and `false` are what the integration specification shows; the words are what a person would rather read. */
const ssl = z.union([z.boolean().transform(String), z.string().trim().toLowerCase()])
	.transform(said => (said === 'true' ? 'verify-full' : said === 'false' ? 'disable' : said)).pipe(z.enum(sslModes));

const text = z.string().min(1);

const connectionSchema = z.looseObject({
	connection_string: z.string({error: 'is missing'}).min(1),
	username: text.optional(),
	password: text.optional(),
	schema: text.optional(),
	ssl: ssl.optional(),
	ssl_ca: text.optional(),
	/** The name of a profile that ships with the program, a profile, or its JSON text. */
	profile: z.union([text, z.record(z.string(), z.json())]).optional(),
});

/** Reads and checks `connection_config`; all problems are told at once, as CONNECTION_CONFIG_INVALID. */
export function parseXactaConnection(system: Pick<ExternalSystem, 'systemName' | 'connectionConfig'>): XactaConnection {
	const config = connectionSchema.safeParse(dropEmpty(system.connectionConfig));
	if (!config.success) throw invalid(system, describe(config.error, ''));
	const {connection_string: connectionString, username, password, schema, ssl: sslMode, ssl_ca: sslCa, profile} = config.data;
	return {
		address: parseAddress(system, {connectionString, username, password, ssl: sslMode, sslCa}),
		schema,
		profile: parseProfile(system, profile),
	};
}

/** A field that was left empty in a form was not given. */
const dropEmpty = (config: object): object => Object.fromEntries(Object.entries(config).filter(([, value]) => value !== '' && value !== null));

function parseAddress(system: Pick<ExternalSystem, 'systemName'>, parts: Parameters<typeof parsePostgresAddress>[0]): PostgresAddress {
	try {
		return parsePostgresAddress(parts);
	} catch (error) {
		throw invalid(system, [`connection_string ${error instanceof Error ? error.message : String(error)}`]);
	}
}

function parseProfile(system: Pick<ExternalSystem, 'systemName'>, given: unknown): SqlProfile {
	const shipped = given === undefined ? defaultProfile : findShipped(given);
	const parsed = profileSchema.safeParse(shipped ?? withDefaults(typeof given === 'string' ? parseJson(system, given) : given));
	if (!parsed.success) throw invalid(system, describe(parsed.error, 'profile'));
	return parsed.data;
}

const shippedProfiles = [defaultProfile, integrationProfile] as const;

const findShipped = (name: unknown) => shippedProfiles.find(profile => profile.name === name);

/** A site that differs in one table says only that one: entities that it does not name are those of the profile that it extends, `null` leaves one out. */
function withDefaults(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || !('extends' in value)) return value;
	const base = findShipped(value.extends);
	if (base === undefined) return value;
	const {extends: _base, ...own} = value;
	const entities = 'entities' in own && typeof own.entities === 'object' ? own.entities : {};
	const merged = Object.entries({...base.entities, ...entities}).filter(([, entity]) => entity !== null);
	return {...base, ...own, entities: Object.fromEntries(merged)};
}

function parseJson(system: Pick<ExternalSystem, 'systemName'>, given: string): unknown {
	try {
		return JSON.parse(given);
	} catch {
		throw invalid(system, [`profile is neither ${shippedProfiles.map(({name}) => `"${name}"`).join(' nor ')} nor JSON`]);
	}
}

const describe = (error: z.ZodError, prefix: string): readonly string[] =>
	error.issues.map(({path, message}) => `${[...(prefix === '' ? [] : [prefix]), ...path.map(String)].join('.') || 'it'}: ${message}`);

const invalid = ({systemName}: Pick<ExternalSystem, 'systemName'>, problems: readonly string[]): AppError =>
	new AppError({
		code: 'CONNECTION_CONFIG_INVALID',
		message: `The connection_config of ${systemName} cannot be used: ${problems.join('; ')}.`,
		nextStep: `See docs/connectors/xacta.md and correct it: ${toCommand('systems edit', systemName, '--set OPTION=VALUE')}; then run: ${toCommand('systems test', systemName)}`,
	});
