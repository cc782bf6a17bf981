import {expect, test} from 'vitest';
import {planExports} from '../../../../source/connectors/tenable/export-plan.js';

const options = {assetExportVersion: 1, assetChunkSize: 1000, findingChunkAssets: 50, includesUnlicensed: true, overlapMs: 600_000} as const;
const since = new Date('2026-03-01T12:00:00.500Z');
const tenMinutesBefore = Date.parse('2026-03-01T11:50:00Z') / 1000;

test('all assets are one export without filters', () => {
	expect(planExports('asset', undefined, options)).toEqual([{kind: 'assets', startPath: 'assets/export', what: 'all assets', settings: {chunk_size: 1000}, filters: {}}]);
});

test('changed assets are three exports, because deleted and terminated ones are in none that does not ask for them', () => {
	expect(planExports('asset', since, options).map(({filters}) => filters)).toEqual([{updated_at: tenMinutesBefore}, {deleted_at: tenMinutesBefore}, {terminated_at: tenMinutesBefore}]);
});

test('version 2 has one export for what changed, because its since means deleted and terminated too', () => {
	const version2 = {...options, assetExportVersion: 2} as const;
	expect(planExports('asset', since, version2)).toEqual([{kind: 'assets', startPath: 'assets/v2/export', what: 'changed assets', settings: {chunk_size: 1000}, filters: {since: tenMinutesBefore}}]);
	expect(planExports('asset', undefined, version2)).toEqual([{kind: 'assets', startPath: 'assets/v2/export', what: 'all assets', settings: {chunk_size: 1000}, filters: {}}]);
});

test('all findings are asked for with a time, so that the default of 30 days does not bite, and in every state', () => {
	expect(planExports('vulnerability', undefined, options)).toEqual([{
		kind: 'vulns', startPath: 'vulns/export', what: 'all findings', settings: {num_assets: 50, include_unlicensed: true}, filters: {since: 1, state: ['OPEN', 'REOPENED', 'FIXED']},
	}]);
});

test('changed findings are asked for by when they were published', () => {
	expect(planExports('vulnerability', since, options).map(({filters}) => filters)).toEqual([{indexed_at: tenMinutesBefore, state: ['OPEN', 'REOPENED', 'FIXED']}]);
});
