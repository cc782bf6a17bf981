import type {JsonObject} from '../../../core/json.js';
import {uuidOf} from '../../random.js';
import {json, type Answer} from '../../http/answer.js';
import {jobError} from '../http/refusals.js';
import type {ExportJob, ExportProgress} from '../exports/export-job.js';
import type {TenantSettings} from '../settings.js';

/** A status answer: an export of assets tells only which chunks are there, one of vulnerabilities everything. */
export function statusBody(job: ExportJob, progress: ExportProgress): JsonObject {
	const {status, available, failed, cancelled, reason} = progress;
	const why = reason === undefined ? {} : {reason};
	if (job.kind === 'assets') return {status, chunks_available: available, ...(status === 'ERROR' ? why : {})};
	return {
		uuid: job.uuid, status, chunks_available: available, chunks_failed: failed, chunks_cancelled: cancelled, ...countsOf(job, progress),
		filters: job.filters, num_assets_per_chunk: job.perChunk, created: job.createdAt, ...why,
	};
}

const countsOf = (job: ExportJob, {available}: ExportProgress): JsonObject => ({
	total_chunks: job.chunks?.size ?? 0, chunks_available_count: available.length, empty_chunks_count: 0, finished_chunks: available.length,
});

/** In the list the filters of assets are a text, those of vulnerabilities an object. */
export const toListEntry = (job: ExportJob, progress: ExportProgress): JsonObject => ({
	uuid: job.uuid, status: progress.status, ...countsOf(job, progress),
	filters: job.kind === 'assets' ? JSON.stringify(job.filters) : job.filters,
	num_assets_per_chunk: job.perChunk, created: job.createdAt,
});

/** What the start of an export gets that is already running: a 409 today, and two kinds of 429 before. */
export function duplicateAnswer(job: ExportJob, form: TenantSettings['duplicateAnswer']): Answer {
	const container = uuidOf(0, 'container', 0);
	switch (form) {
		case 'conflict':
			return json({active_job_id: job.uuid, failure_reason: 'The request could not be completed due to a conflict with the ongoing export'}, 409);
		case 'too-many':
			return jobError(429, `Duplicate export not allowed. Please modify request or wait until existing export is complete (job_uuid=${job.uuid} container_uuid=${container} createdAt=${job.createdAt})`);
		case 'too-many-old':
			return json({
				values: [job.uuid, container],
				strings: ['Duplicate export (job_uuid=', ' container_uuid=', '). not allowed. Please modify request or wait until existing export is complete'],
				empty: false, bytes: Buffer.from(job.uuid).toString('base64'), value_count: 2,
			}, 429);
	}
}
