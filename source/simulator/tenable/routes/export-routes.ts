import {hash} from 'node:crypto';
import {isJsonObject, toCanonicalJson, type JsonObject, type JsonValue} from '../../../core/json.js';
import {compileAssetFilters} from '../exports/asset-filters.js';
import {createBlockKeep, type BlockKeep} from '../exports/block-keep.js';
import {chunkBlocks} from '../exports/chunk-blocks.js';
import type {ExportDesk, ExportRequest} from '../exports/export-desk.js';
import type {ExportJob, ExportKind} from '../exports/export-job.js';
import {readBoolean, readObject} from '../exports/filter-value.js';
import {compileVulnerabilityFilters} from '../exports/vulnerability-filters.js';
import type {ExportFault, Fault} from '../../faults/fault.js';
import {json, jsonType, type Answer} from '../../http/answer.js';
import {jobError, refuse, refusePayload, serviceError, tooManyRequests} from '../http/refusals.js';
import {roles, type Call, type Route} from '../http/router.js';
import type {Ledger} from '../ledger.js';
import {daysSinceActive, toAssetRecord, type AssetRecordOptions} from '../records/asset-record.js';
import {toAssetRecordV2} from '../records/asset-record-v2.js';
import {createFindingWriter, createPluginTexts} from '../records/finding-record.js';
import type {Tenant} from '../state/tenant.js';
import {duplicateAnswer, statusBody, toListEntry} from './export-answers.js';

/** Chunks that are kept compressed, in bytes. */
const keptBytes = 32 * 1024 * 1024;
/** Records that are compressed and kept together, or a few more: of one alone little can be saved, and of many one has always changed. */
const recordsPerBlock = 16;

/** The assets of a chunk in groups whose records make a block; one that has more is a group of its own. */
function* groupsOf(indexes: readonly number[], recordsPerAsset: number): Generator<readonly number[]> {
	const size = Math.min(recordsPerBlock, Math.max(1, Math.floor(recordsPerBlock / recordsPerAsset)));
	for (let from = 0; from < indexes.length; from += size) yield indexes.slice(from, from + size);
}

export function exportRoutes(tenant: Tenant, desk: ExportDesk, ledger: Ledger): readonly Route[] {
	const pluginText = createPluginTexts(tenant.settings.findingText);
	const keep = createBlockKeep(keptBytes);
	const start = (request: ExportRequest): Answer => {
		const result = desk.start(request);
		if (result.kind === 'too-many') return tooManyRequests('30');
		if (result.kind === 'duplicate') return duplicateAnswer(result.job, tenant.settings.duplicateAnswer);
		ledger.exportStarted(result.job);
		return json({export_uuid: result.job.uuid});
	};
	return [
		{method: 'POST', path: '/assets/export', permissions: roles.basic, handle: call => start(assetRequest(tenant, call, 1))},
		{method: 'POST', path: '/assets/v2/export', permissions: roles.basic, handle: call => start(assetRequest(tenant, call, 2))},
		{method: 'POST', path: '/vulns/export', permissions: roles.basic, handle: call => start(vulnerabilityRequest(tenant, call, pluginText))},
		...(['assets', 'vulns'] as const).flatMap(kind => sharedRoutes(kind, {tenant, desk, ledger, keep})),
	];
}

type ExportParts = {readonly tenant: Tenant; readonly desk: ExportDesk; readonly ledger: Ledger; readonly keep: BlockKeep};

function sharedRoutes(kind: ExportKind, parts: ExportParts): readonly Route[] {
	const {desk} = parts;
	const route = (method: 'GET' | 'POST', path: string, handle: Route['handle']): Route => ({method, path: `/${kind}/export${path}`, permissions: roles.basic, handle});
	const jobOf = ({params}: Call): ExportJob => desk.find(kind, params['uuid'] ?? '') ?? refuse(jobError(404, 'Export expired or not found'));
	return [
		route('GET', '/status', () => json({exports: desk.list(kind).map(job => toListEntry(job, desk.peek(job)))})),
		route('GET', '/:uuid/status', call => {
			const job = jobOf(call);
			return json(statusBody(job, desk.poll(job)));
		}),
		route('GET', '/:uuid/chunks/:id', call => {
			const chunkUnknown = kind === 'assets' ? jobError(404, 'Export expired or not found') : serviceError(404, 'Chunk does not exist');
			const job = desk.find(kind, call.params['uuid'] ?? '') ?? refuse(chunkUnknown);
			return chunkAnswer({...parts, call, job, unknown: chunkUnknown});
		}),
		route('POST', '/:uuid/cancel', ({params}) => {
			switch (desk.cancel(kind, params['uuid'] ?? '')) {
				case 'cancelled': return json({status: 'CANCELLED'});
				case 'completed': return jobError(400, 'Cannot cancel a completed job');
				case 'unknown': return jobError(404, `Job with UUID: ${params['uuid'] ?? ''} not found`);
			}
		}),
	];
}

type ChunkRequest = ExportParts & {readonly call: Call; readonly job: ExportJob; readonly unknown: Answer};

function chunkAnswer({tenant, desk, ledger, keep, call, job, unknown}: ChunkRequest): Answer {
	const id = Number(call.params['id']);
	const assetIndexes = job.chunks?.get(id);
	const {available, failed, cancelled, status} = desk.peek(job);
	const isRunning = status === 'QUEUED' || status === 'PROCESSING';
	if (isRunning && !available.includes(id) && (job.chunks === undefined || assetIndexes !== undefined)) return jobError(400, 'Chunk is not ready for download');
	const isMissing = job.faults.some(fault => fault.kind === 'chunks-missing' && available.indexOf(id) < fault.count);
	if (assetIndexes === undefined || failed.includes(id) || cancelled.includes(id) || isMissing) return unknown;
	const contentType = job.kind === 'assets' ? jsonType : 'application/octet-stream';
	const has = (kind: Fault['kind']) => call.faults.some(fault => fault.kind === kind);
	if (has('null-chunk')) return {status: 200, body: {kind: 'json', value: null, contentType}};
	const download = ledger.chunkDownload(job, id);
	const blocks = has('empty-chunk') ? [] : job.blocksOf(assetIndexes);
	const options = {keep, faults: call.faults, seed: tenant.organization.seed, onRecords: download.addRecords};
	return {status: 200, body: {kind: 'records', blocks: chunkBlocks(blocks, options), contentType, onSent: download.finish}};
}

const isExportFault = (fault: Fault): fault is ExportFault =>
	/^(export-|chunks-|chunk-gaps$|list-|stuck$|expires-)/.test(fault.kind);

const bodyOf = (call: Call): JsonObject => (isJsonObject(call.body) ? call.body : refusePayload('Invalid request payload JSON format'));

function assetRequest(tenant: Tenant, call: Call, version: 1 | 2): ExportRequest {
	const body = bodyOf(call);
	const flag = (name: string) => (body[name] === undefined ? false : readBoolean(body[name], name));
	const options: AssetRecordOptions = {hasOpenPorts: flag('include_open_ports'), hasResourceTags: flag('include_resource_tags')};
	const perChunk = readChunkSize(body['chunk_size'], options);
	const filters = readObject(body['filters'], 'filters');
	const holds = compileAssetFilters(tenant, filters, version);
	const toRecord = version === 1 ? toAssetRecord : toAssetRecordV2;
	return {
		kind: 'assets', filters, perChunk, holds,
		duplicateKey: `v${version} ${toCanonicalJson(filters)}`,
		faults: call.faults.filter(isExportFault),
		* blocksOf(indexes) {
			for (const group of groupsOf(indexes, 1)) {
				const now = tenant.now();
				yield {
					name: `assets ${version} ${options.hasOpenPorts} ${options.hasResourceTags} ${group.join()}`,
					version: `${tenant.versions.versionOf(group, now)} ${group.map(index => daysSinceActive(tenant.assets.timesOf(index), now)).join()}`,
					records: () => group.map(index => JSON.stringify(toRecord(tenant, tenant.assets.viewOf(index), options))),
				};
			}
		},
	};
}

/** 100 to 10,000, and it must be there: what lies outside is refused, where exports of vulnerabilities bend it. */
function readChunkSize(value: JsonValue | undefined, options: AssetRecordOptions): number {
	if (typeof value !== 'number' || !Number.isInteger(value)) return refusePayload('"chunk_size" is required and must be an integer', 'chunk_size');
	if (value < 100 || value > 10_000) return refusePayload('"chunk_size" must be between 100 and 10000', 'chunk_size');
	if (options.hasResourceTags && value > 1000) return refusePayload('"chunk_size" must be at most 1000 with include_resource_tags', 'chunk_size');
	return value;
}

function vulnerabilityRequest(tenant: Tenant, call: Call, pluginText: ReturnType<typeof createPluginTexts>): ExportRequest {
	const body = call.body === undefined ? {} : bodyOf(call);
	const startedAt = tenant.now();
	const {mayHold, holds, text, normalized} = compileVulnerabilityFilters(tenant, body, startedAt);
	const findingsOf = (index: number) => tenant.findings.findingsOf(index, tenant.now());
	const name = hash('sha1', text, 'base64');
	const {assets, findings} = tenant.organization.counts;
	return {
		kind: 'vulns', filters: normalized, perChunk: readAssetsPerChunk(body['num_assets']),
		duplicateKey: toCanonicalJson({filters: normalized, include_unlicensed: body['include_unlicensed'] ?? false}),
		faults: call.faults.filter(isExportFault),
		holds: index => mayHold(index) && findingsOf(index).some(holds),
		* blocksOf(indexes) {
			for (const group of groupsOf(indexes, findings / assets)) {
				yield {
					name: `vulns ${name} ${group.join()}`,
					version: tenant.versions.versionOf(group, tenant.now()),
					* records() {
						for (const index of group) {
							const write = createFindingWriter(tenant, tenant.assets.viewOf(index), pluginText);
							for (const finding of findingsOf(index)) if (holds(finding)) yield write(finding);
						}
					},
				};
			}
		},
	};
}

/** 50 to 5,000, default 50; older clients send it as a text. What lies outside is bent, not refused. */
function readAssetsPerChunk(value: JsonValue | undefined): number {
	if (value === undefined) return 50;
	const number = Number(value);
	if (!Number.isInteger(number)) return refusePayload('"num_assets" must be an integer', 'num_assets');
	return Math.min(5000, Math.max(50, number));
}
