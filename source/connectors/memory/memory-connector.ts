import * as z from 'zod';
import type {Connector, ConnectorContext, ConnectorFactory, ConnectorOption, Cursor, EntityCapabilities, ExternalRecord, ListRequest, Page, WriteRequest, WriteResult} from '../../core/connector.js';
import type {EntityType} from '../../core/entity.js';
import {isSameValue} from '../../core/is-same-value.js';
import {toCommand} from '../../core/text/to-command.js';
import {AppError} from '../../errors/app-error.js';
import {createdPrefix, parseThing, toRecord} from './map.js';
import {createMemoryClient, type MemoryClient} from './memory-client.js';
import type {MemoryService} from './memory-service.js';

const options: readonly ConnectorOption[] = [{name: 'token', help: 'What the service knows us by.', isRequired: true, isSecret: true}];

const configSchema = z.looseObject({token: z.string().min(1)});

/** What the service can do, by entity type; the engine follows this. */
export type MemoryEntities = Readonly<Partial<Record<EntityType, Pick<EntityCapabilities, 'writableFields' | 'canCreate'>>>>;

/**
 * The reference connector: the smallest one that keeps the whole contract, on a service that lives in this process.
 * Copy this folder to begin another, and keep its order: options, capabilities, check, list, read, write, close.
 */
export const createMemoryConnectorFactory = (service: MemoryService, entities: MemoryEntities): ConnectorFactory => ({
	systemType: 'memory',
	options,
	create(context) {
		const client = createMemoryClient(service, parseConfig(context).token, context);
		return createMemoryConnector(context, client, entities);
	},
});

function parseConfig({system}: ConnectorContext): z.infer<typeof configSchema> {
	const parsed = configSchema.safeParse(system.connectionConfig);
	if (parsed.success) return parsed.data;
	throw new AppError({
		code: 'CONNECTION_CONFIG_INVALID',
		message: `The connection_config of ${system.systemName} cannot be used: ${parsed.error.issues.map(({path, message}) => `${path.join('.')}: ${message}`).join('; ')}.`,
		nextStep: `Correct it, then run: ${toCommand('systems test', system.systemName)}`,
	});
}

function createMemoryConnector({system}: ConnectorContext, client: MemoryClient, entities: MemoryEntities): Connector {
	const refuseUnknown = (entityType: EntityType): void => {
		if (entities[entityType] !== undefined) return;
		throw new AppError({
			code: 'EXTERNAL_UNSUPPORTED',
			message: `${system.systemName} has no ${entityType}.`,
			nextStep: `Switch off the sync policy for ${entityType}.`,
		});
	};
	return {
		name: system.systemName,
		capabilities: {
			entities: Object.fromEntries(Object.entries(entities).map(([entityType, entity]): [string, EntityCapabilities] =>
				[entityType, {changes: 'since', canDetectDeletes: true, compareAndSet: 'version', ...entity}])),
		},
		async check(signal) {
			const [entityType = 'asset'] = Object.keys(entities) as EntityType[];
			await client.list(entityType, {afterId: undefined, sinceRevision: undefined, limit: 1}, signal);
			return {description: `A service in this process: ${Object.keys(entities).join(', ')}.`};
		},
		async list(request) {
			refuseUnknown(request.entityType);
			return listPage(client, request);
		},
		async read(entityType, externalId, signal) {
			refuseUnknown(entityType);
			const answer = await client.one(entityType, externalId, signal);
			return 'refusal' in answer ? undefined : toRecord(answer);
		},
		async write(request) {
			refuseUnknown(request.entityType);
			const {writableFields = [], canCreate = false} = entities[request.entityType] ?? {};
			const reasons = [
				...(request.action === 'delete' ? ['Things are not deleted by others.'] : []),
				...(request.action === 'create' && !canCreate ? [`No ${request.entityType} is created by others.`] : []),
				...Object.keys(request.changes).filter(field => !writableFields.includes(field)).map(field => `"${field}" cannot be written.`),
			];
			return reasons.length > 0 ? {kind: 'rejected', reasons} : writeThing(client, request);
		},
		async close() {
			// Nothing is held open.
		},
	};
}

const cursorSchema = z.strictObject({afterId: z.string(), sinceRevision: z.number().nullable(), revision: z.number(), done: z.number()});
const watermarkSchema = z.strictObject({revision: z.number()});

async function listPage(client: MemoryClient, request: ListRequest): Promise<Page> {
	const cursor = request.cursor === undefined ? undefined : cursorSchema.parse(request.cursor);
	const since = request.since === undefined ? undefined : watermarkSchema.parse(request.since).revision;
	const sinceRevision = cursor === undefined ? since : (cursor.sinceRevision ?? undefined);
	const answer = await client.list(request.entityType, {afterId: cursor?.afterId, sinceRevision, limit: request.pageSize}, request.signal);
	const items = answer.items.map(parseThing);
	const page = {
		records: items.flatMap(item => ('record' in item ? [item.record] : [])),
		unreadable: items.flatMap(item => ('unreadable' in item ? [item.unreadable] : [])),
	};
	const done = (cursor?.done ?? 0) + items.length;
	// The service's number at the first page: whatever changed while we listed has a higher one.
	const revision = cursor?.revision ?? answer.revision;
	const progress = {done, total: Math.max(done, answer.total), unit: 'records'} as const;
	if (answer.next === undefined) return {...page, progress, watermark: {revision}};
	const next: Cursor = {afterId: answer.next, sinceRevision: sinceRevision ?? null, revision, done};
	return {...page, progress, next};
}

async function writeThing(client: MemoryClient, request: WriteRequest): Promise<WriteResult> {
	const {entityType, action, changes, expected, marker, signal} = request;
	const id = action === 'create' ? `${createdPrefix}${marker}` : (request.externalId ?? '');
	const current = await readCurrent(client, entityType, id, signal);
	if (action === 'update') {
		if (current === undefined) return {kind: 'moved', record: undefined};
		const isDone = Object.entries(changes).every(([field, value]) => isSameValue(current.fields[field], value));
		if (isDone) return {kind: 'written', record: current};
		if (Object.entries(expected).some(([field, value]) => !isSameValue(current.fields[field], value))) return {kind: 'moved', record: current};
	}
	const answer = await client.change(entityType, {
		id, data: changes, requestId: marker, isNew: action === 'create',
		// The revision that we compared, so that nobody slips in between.
		ifRevision: current?.version === undefined ? undefined : Number(current.version),
	}, signal);
	if (!('refusal' in answer)) return {kind: 'written', record: toRecord(answer)};
	if (answer.refusal === 'invalid') return {kind: 'rejected', reasons: [answer.text]};
	return {kind: 'moved', record: await readCurrent(client, entityType, id, signal)};
}

async function readCurrent(client: MemoryClient, entityType: EntityType, id: string, signal: AbortSignal): Promise<ExternalRecord | undefined> {
	const answer = await client.one(entityType, id, signal);
	return 'refusal' in answer ? undefined : toRecord(answer);
}
