import type {CheckResult, Connector, ConnectorCapabilities, ConnectorContext, EntityCapabilities, ExternalRecord} from '../../core/connector.js';
import type {EntityType} from '../../core/entity.js';
import {AppError} from '../../errors/app-error.js';
import type {SqlDialect} from './dialect.js';
import {parseExternalId} from './external-id.js';
import {listPage} from './list-page.js';
import type {EntityProfile, SqlProfile} from './profile.js';
import {readLists} from './read-lists.js';
import {createRecordedClient} from './recorded-client.js';
import {createRetryingClient} from './retrying-client.js';
import {aliases, filterableColumns, selectRows, selectVersion, type SelectContext} from './select-statements.js';
import type {SqlClient} from './sql-client.js';
import {findSqlState, toSqlAppError} from './sql-errors.js';
import {toRecord} from './to-record.js';
import {creatableFieldsOf, writeRecord} from './write-record.js';

export type SqlConnectorParts = {
	readonly context: ConnectorContext;
	readonly client: SqlClient;
	readonly dialect: SqlDialect;
	readonly profile: SqlProfile;
	readonly schema: string | undefined;
	/** Without secrets: `"xacta" on db.example:5432 as parley`. */
	readonly address: string;
	/** Names the database, whoever logs in. */
	readonly source: string;
};

/** A connector on the tables of a database, as its profile describes them. */
export function createSqlConnector(parts: SqlConnectorParts): Connector {
	const {context, dialect, profile, schema, address, source} = parts;
	const client = createRecordedClient(parts.client, address, context);
	const reading = createRetryingClient(client, {policy: context.system.retry, clock: context.clock, random: Math.random});
	const selects = (entityType: EntityType): SelectContext => ({dialect, schema, profile: getEntity(parts, entityType)});
	/** Tells every failure as one of this table. */
	const explain = async <T>(table: string | undefined, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			if (signal?.aborted && error === signal.reason) throw error;
			throw toSqlAppError(error, {systemName: context.system.systemName, address, profileName: profile.name, table});
		}
	};
	return {
		name: context.system.systemName,
		capabilities: toCapabilities(profile),
		async check(signal) {
			const version = await explain(undefined, signal, () => readVersion(dialect, client, signal));
			for (const entity of Object.values(profile.entities)) await explain(entity.table, signal, () => probe({dialect, schema, profile: entity}, client, signal));
			return {...describe(profile, address), version};
		},
		async list(request) {
			const entity = selects(request.entityType);
			return explain(entity.profile.table, request.signal, () => listPage({...entity, client: reading, source, overlapSeconds: profile.overlapSeconds}, request));
		},
		// Of a transaction nobody knows the time.
		watermarkAt: time => (Object.values(profile.entities).some(({changed}) => changed?.window !== undefined) ? undefined : {startedAt: time.toISOString(), source}),
		async read(entityType, externalId, signal) {
			const entity = selects(entityType);
			return explain(entity.profile.table, signal, () => readRecord(entity, reading, externalId, signal));
		},
		async write(request) {
			const entity = selects(request.entityType);
			return explain(entity.profile.table, request.signal, () => writeRecord({...entity, client, writer: profile.writer, clock: context.clock}, request));
		},
		close: () => client.close(),
	};
}

function getEntity({profile, context}: SqlConnectorParts, entityType: EntityType): EntityProfile {
	const entity = profile.entities[entityType];
	if (entity !== undefined) return entity;
	throw new AppError({
		code: 'EXTERNAL_UNSUPPORTED',
		message: `The profile "${profile.name}" of ${context.system.systemName} has no ${entityType}.`,
		nextStep: `Add entities.${entityType} to the profile in its connection_config, or switch off the sync policy for ${entityType}.`,
	});
}

function toCapabilities(profile: SqlProfile): ConnectorCapabilities {
	const entities = Object.entries(profile.entities).map(([entityType, entity]): [string, EntityCapabilities] => [entityType, {
		changes: entity.changed === undefined ? 'full-read' : 'since',
		canDetectDeletes: true,
		writableFields: entity.writable,
		canCreate: entity.creation !== undefined,
		...(entity.creation === undefined ? {} : {creatableFields: creatableFieldsOf(entity)}),
		filters: Object.fromEntries(Object.keys(filterableColumns(entity)).map(field => [field, ['any_of' as const]])),
		compareAndSet: entity.version === undefined ? 'compare-row' : 'version',
	}]);
	return {entities: Object.fromEntries(entities)};
}

async function readVersion(dialect: SqlDialect, client: SqlClient, signal: AbortSignal): Promise<string> {
	const [row] = await client.transact({mode: 'read', statements: 1, signal}, sql => sql.run(selectVersion(dialect)));
	return String(row?.[aliases.version]);
}

/** Every column of the profile is named once: a table, a column or a grant that is missing shows itself here. */
async function probe(entity: SelectContext, client: SqlClient, signal: AbortSignal): Promise<void> {
	const nothing = {kind: 'page', after: undefined, since: undefined, limit: 0} as const;
	await client.transact({mode: 'read', statements: 1 + entity.profile.lists.length, signal}, async sql => {
		await sql.run(selectRows(entity, nothing));
		await readLists(entity, sql, nothing);
	});
}

function describe(profile: SqlProfile, address: string): CheckResult {
	const entities = Object.entries(profile.entities);
	const writable = entities.filter(([, {writable: fields}]) => fields.length > 0).map(([entityType]) => entityType);
	const readable = entities.map(([entityType]) => entityType).join(', ');
	return {description: `${address}, profile "${profile.name}": reads ${readable}${writable.length === 0 ? '' : `; may write ${writable.join(', ')}`}.`};
}

async function readRecord(entity: SelectContext, client: SqlClient, externalId: string, signal: AbortSignal): Promise<ExternalRecord | undefined> {
	const {profile} = entity;
	const key = parseExternalId(externalId, profile.key.length);
	if (key === undefined) return undefined;
	try {
		return await client.transact({mode: 'read', statements: 1 + profile.lists.length, signal}, async sql => {
			const [row] = await sql.run(selectRows(entity, {kind: 'one', key}));
			return row === undefined ? undefined : toRecord(row, profile, await readLists(entity, sql, {kind: 'one', key}));
		});
	} catch (error) {
		// The key's column cannot hold such a value ("abc" where numbers are): no row can have it.
		if (findSqlState(error)?.startsWith('22')) return undefined;
		throw error;
	}
}
