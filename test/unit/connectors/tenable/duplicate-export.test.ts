import {describe, expect, test} from 'vitest';
import type {JsonValue} from '../../../../source/core/json.js';
import {findDuplicateExport} from '../../../../source/connectors/tenable/duplicate-export.js';
import {isSameExport} from '../../../../source/connectors/tenable/same-filters.js';

const job = '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01';
const failure = (status: number, json: JsonValue | undefined) => ({kind: 'status', status, json, sample: '', retryAfterMs: undefined, location: undefined}) as const;

describe('the export that is in the way', () => {
	test.each([
		['a 409', failure(409, {active_job_id: job, failure_reason: 'The request could not be completed due to a conflict with the ongoing export'})],
		['a 429 with a message', failure(429, {status: 429, message: `Duplicate export not allowed. Please modify request (job_uuid=${job} container_uuid=1 createdAt=2)`})],
		['a 429 with a template', failure(429, {values: [job, 'container'], strings: ['Duplicate export (job_uuid=', ' container_uuid=', '). not allowed.'], empty: false, bytes: '', value_count: 2})],
	])('is found in %s', (_name, found) => {
		expect(findDuplicateExport(found)).toBe(job);
	});

	test.each([
		['an ordinary 429', failure(429, undefined)],
		['a 429 about something else', failure(429, {message: 'Too many exports'})],
		['a 409 that names none', failure(409, {active_job_id: null})],
		['a job that is no uuid', failure(409, {active_job_id: '../../session'})],
		['another status', failure(400, {active_job_id: job})],
		['a list', failure(409, [job])],
	])('is not found in %s', (_name, found) => {
		expect(findDuplicateExport(found)).toBeUndefined();
	});
});

describe('whether an export was asked for by our filters', () => {
	const ours = {indexed_at: 1_700_000_000, state: ['OPEN', 'REOPENED', 'FIXED']};

	test('it was, in Tenable\'s own spelling of them', () => {
		expect(isSameExport(ours, {state: ['open', 'FIXED', 'REOPENED'], tags: {}, since: 0, first_found: 0, indexed_at: 1_700_000_000, severity: []})).toBe(true);
		expect(isSameExport({}, {})).toBe(true);
	});

	test.each([
		[{state: ['OPEN', 'REOPENED'], indexed_at: 1_700_000_000}],
		[{...ours, indexed_at: 1_700_000_001}],
		[{...ours, severity: ['CRITICAL']}],
		[{...ours, tags: {Location: ['Lisbon']}}],
		[{}],
	])('it was not when they are %j', theirs => {
		expect(isSameExport(ours, theirs)).toBe(false);
	});
});
