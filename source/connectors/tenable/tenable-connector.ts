import type {CheckResult, Connector, ConnectorContext, ConnectorFactory} from '../../core/connector.js';
import type {EntityType} from '../../core/entity.js';
import {toCommand} from '../../core/text/to-command.js';
import {AppError} from '../../errors/app-error.js';
import {asOneWrite} from '../http/as-one-write.js';
import {json} from '../http/body-reader.js';
import type {HttpClient} from '../http/http-client.js';
import {createAssetClient} from './asset-client.js';
import {createAttributeClient} from './attribute-client.js';
import {toWritableFields, type OwnFields} from './asset-change.js';
import {createExportClient} from './export-client.js';
import {createFindingClient} from './finding-client.js';
import type {ListedEntity} from './export-plan.js';
import {createExportLister} from './list-exports.js';
import {toWatermark} from './listing.js';
import {toFilterable} from './narrow-export.js';
import {parseTenableOptions, tenableOptions} from './options.js';
import {createTenableHttp} from './tenable-http.js';
import {parseServerStatus, parseSession} from './wire.js';
import {createAssetWriter, toAssetRecord} from './write-asset.js';
import {findingFields} from './finding-wish.js';
import {createFindingWriter} from './write-finding.js';

/** Tenable Vulnerability Management: assets and findings through exports, tags, custom attributes, ratings and rules for findings written back. */
export const tenableConnector: ConnectorFactory = {systemType: 'tenable', options: tenableOptions, create: createTenableConnector};

/** What `permissions` in the session stand for. */
const roles: Readonly<Record<number, string>> = {16: 'Basic', 24: 'Scan Operator', 32: 'Standard', 40: 'Scan Manager', 64: 'Administrator'};

function createTenableConnector(context: ConnectorContext): Connector {
	const {system, clock, logger} = context;
	const {systemName} = system;
	const options = parseTenableOptions(system);
	const http = createTenableHttp(context, options);
	const own: OwnFields = {categories: options.tagCategories, attributes: options.customAttributes};
	const findAttributes = (signal: AbortSignal) => createAttributeClient(http).find(own.attributes, signal);
	const list = createExportLister({client: createExportClient(http, systemName), findAttributes, options, clock, logger, retry: system.retry, systemName, source: system.apiBaseUrl});
	const assetsOf = (client: HttpClient) => createAssetClient({http: client, attributes: createAttributeClient(client), attributeNames: own.attributes});
	const assets = assetsOf(http);
	const findingsOf = (client: HttpClient) =>
		createFindingWriter({client: createFindingClient(client), clock, systemName, acceptanceDays: options.acceptanceDays, scanTemplate: options.remediationScanTemplate});
	const findings = findingsOf(http);

	return {
		name: systemName,
		capabilities: {
			entities: {
				asset: {changes: 'since', canDetectDeletes: true, filters: toFilterable('asset', options.tagCategories), writableFields: toWritableFields(own), canCreate: false, compareAndSet: 'compare-row'},
				vulnerability: {changes: 'since', canDetectDeletes: true, filters: toFilterable('vulnerability', []), writableFields: Object.values(findingFields), canCreate: false, compareAndSet: 'compare-row'},
			},
		},
		check: signal => check(http, systemName, signal),
		async list(request) {
			if (!isListed(request.entityType)) throw unsupported(systemName, `holds no ${request.entityType} records`);
			return list(request.entityType, request);
		},
		watermarkAt: time => toWatermark(system.apiBaseUrl, time),
		async read(entityType, externalId, signal) {
			if (entityType === 'vulnerability') return findings.read(externalId, signal);
			if (entityType !== 'asset') throw unsupported(systemName, `holds no ${entityType} records`);
			const state = await assets.read(externalId, signal);
			return state === undefined ? undefined : toAssetRecord(externalId, state, own);
		},
		async write(request) {
			if (!isListed(request.entityType)) throw unsupported(systemName, `holds no ${request.entityType} records`);
			return asOneWrite(http, client => (request.entityType === 'vulnerability' ? findingsOf(client).write(request)
				: createAssetWriter({client: assetsOf(client), attributes: createAttributeClient(client), clock, own, systemName})(request)));
		},
		requestScan: findings.requestScan,
		async close() {
			http.close();
		},
	};
}

/** The server's state needs no keys, the session does: together they tell a wrong address from wrong keys. */
async function check(http: HttpClient, systemName: string, signal: AbortSignal): Promise<CheckResult> {
	const {value: status} = await http.send({method: 'GET', path: 'server/status', purpose: 'say whether it is ready', reader: json(parseServerStatus), isForced: true, signal});
	const {value: session} = await http.send({method: 'GET', path: 'session', purpose: 'accept our login', reader: json(parseSession), isForced: true, signal});
	const role = session.permissions === undefined ? '' : ` (${roles[session.permissions] ?? `permissions ${session.permissions}`})`;
	const container = session.container === undefined ? '' : ` in ${session.container}`;
	return {description: `${systemName} is ${status}; signed in as ${session.username}${role}${container}.`};
}

const isListed = (entityType: EntityType): entityType is ListedEntity => entityType === 'asset' || entityType === 'vulnerability';

function unsupported(systemName: string, what: string): AppError {
	return new AppError({code: 'EXTERNAL_UNSUPPORTED', message: `${systemName} ${what}.`, nextStep: `What it is used for: ${toCommand('systems show', systemName)}`});
}
