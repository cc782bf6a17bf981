import type {Connector, ConnectorCapabilities, ConnectorContext, ConnectorFactory, ExternalRecord, WriteRequest, WriteResult} from '../../core/connector.js';
import type {EntityType} from '../../core/entity.js';
import {toCommand} from '../../core/text/to-command.js';
import {AppError} from '../../errors/app-error.js';
import {asOneWrite} from '../http/as-one-write.js';
import {createHeaderAuthentication} from '../http/authentication.js';
import {readTransportOptions} from '../http/connection-options.js';
import {createHttpClient, type HttpClient} from '../http/http-client.js';
import {createTransport} from '../http/transport.js';
import {toUserAgent} from '../http/user-agent.js';
import {rejected} from './conclude-write.js';
import {createPoam} from './create-poam.js';
import {createDateCodec} from './date-codec.js';
import {createEmassClient} from './emass-client.js';
import {isSystemId, parseControlId, parsePoamId} from './external-id.js';
import {assessmentField, controlFields, creatableNames, poamFields, writableNames} from './fields.js';
import {createLister, type ListedEntity} from './list-records.js';
import {toSystem} from './map.js';
import {parseXactaRestOptions, xactaRestOptions, type XactaRestOptions} from './options.js';
import {poamOthers} from './plan-change.js';
import {readControl, updateControl} from './write-control.js';
import {toPoamRecord, updatePoam, type WriterParts} from './write-poam.js';

/** Xacta through an API in the shape of eMASS: systems, controls, and POA&Ms with their milestones. */
export const xactaRestConnector: ConnectorFactory = {
	systemType: 'xacta',
	authenticationMethods: ['rest'],
	options: xactaRestOptions,
	create: createXactaRestConnector,
};

/** The API tells neither when a record changed nor which did: all is read, and compared by hash. */
const everything = {changes: 'full-read', canDetectDeletes: true} as const;

const capabilities: ConnectorCapabilities = {
	entities: {
		system: {...everything, writableFields: [], canCreate: false, compareAndSet: 'none'},
		control: {...everything, writableFields: [...writableNames(controlFields), assessmentField], canCreate: false, compareAndSet: 'compare-row'},
		poam: {...everything, writableFields: [...writableNames(poamFields), ...poamOthers], canCreate: true, creatableFields: creatableNames(poamFields), compareAndSet: 'compare-row'},
	},
};

function createXactaRestConnector(context: ConnectorContext): Connector {
	const {system, clock} = context;
	const {systemName} = system;
	const options = parseXactaRestOptions(system);
	const http = createEmassHttp(context, options);
	const client = createEmassClient(http, systemName);
	const parts: WriterParts = {client, codec: createDateCodec(options.dateZone), now: clock.now, tester: options.userUid ?? 'parley'};
	const list = createLister({...parts, source: system.apiBaseUrl, concurrentRequests: options.concurrentRequests, now: clock.now});
	const write = createWriter(http, parts, systemName);
	return {
		name: systemName,
		capabilities,
		async check(signal) {
			await client.ping(signal);
			const {systems} = await client.listSystems(signal);
			return {description: `${new URL(system.apiBaseUrl).origin} accepts the key, and shows ${systems.length} system${systems.length === 1 ? '' : 's'}.`};
		},
		async list(request) {
			if (!isListed(request.entityType)) throw unsupported(systemName, request.entityType);
			return list(request.entityType, request);
		},
		async read(entityType, externalId, signal) {
			if (!isListed(entityType)) throw unsupported(systemName, entityType);
			return readRecord(parts, entityType, externalId, signal);
		},
		write,
		async close() {
			http.close();
		},
	};
}

function createEmassHttp(context: ConnectorContext, {apiKey, userUid}: XactaRestOptions): HttpClient {
	const {system} = context;
	const key = apiKey.reveal();
	return createHttpClient({
		context,
		transport: createTransport(readTransportOptions(system.connectionConfig, system.systemName)),
		authentication: createHeaderAuthentication({
			'api-key': key,
			...(userUid !== undefined && {'user-uid': userUid}),
			...(system.apiVersion !== null && {'api-version': system.apiVersion}),
		}, [key]),
		credentialOptions: ['api_key', ...(userUid === undefined ? [] : ['user_uid'])],
		userAgent: toUserAgent(context.version),
	});
}

async function readRecord(parts: WriterParts, entityType: ListedEntity, externalId: string, signal: AbortSignal): Promise<ExternalRecord | undefined> {
	const {client, codec} = parts;
	switch (entityType) {
		case 'system': {
			const shown = isSystemId(externalId) ? await client.getSystem(externalId, signal) : undefined;
			const mapped = shown === undefined ? undefined : toSystem(shown, 0, codec);
			return mapped !== undefined && 'record' in mapped ? mapped.record : undefined;
		}
		case 'control': {
			const id = parseControlId(externalId);
			return id === undefined ? undefined : (await readControl(parts, id, signal))?.record;
		}
		case 'poam': {
			const id = parsePoamId(externalId);
			const shown = id === undefined ? undefined : await client.getPoam(id.systemId, id.poamId, signal);
			return shown === undefined ? undefined : toPoamRecord(shown, codec);
		}
	}
}

function createWriter(http: HttpClient, parts: WriterParts, systemName: string): (request: WriteRequest) => Promise<WriteResult> {
	const inOne = (write: (parts: WriterParts, request: WriteRequest) => Promise<WriteResult>, request: WriteRequest): Promise<WriteResult> =>
		asOneWrite(http, client => write({...parts, client: createEmassClient(client, systemName)}, request));
	/** Two of the same at once would both look before either is there. */
	const creating = new Map<string, Promise<WriteResult>>();
	return async request => {
		const {entityType, action, marker} = request;
		request.signal.throwIfAborted();
		if (!isListed(entityType)) throw unsupported(systemName, entityType);
		if (entityType === 'system') return rejected(Object.keys(request.changes).map(field => `"${field}" cannot be written: the API shows systems and changes none.`));
		if (action === 'delete') return rejected(['Parley deletes nothing there: set the status to Archived instead.']);
		if (action === 'update') return inOne(entityType === 'poam' ? updatePoam : updateControl, request);
		if (entityType === 'control') return rejected(['Controls come from the catalog: none is created by others.']);
		const made = creating.get(marker) ?? inOne(createPoam, request).finally(() => creating.delete(marker));
		creating.set(marker, made);
		return made;
	};
}

const isListed = (entityType: EntityType): entityType is ListedEntity => entityType === 'system' || entityType === 'control' || entityType === 'poam';

function unsupported(systemName: string, entityType: EntityType): AppError {
	return new AppError({code: 'EXTERNAL_UNSUPPORTED', message: `${systemName} has no ${entityType} in its API.`, nextStep: `Switch off the sync policy for ${entityType}; what it is used for: ${toCommand('systems show', systemName)}`});
}
