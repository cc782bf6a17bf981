import {describe, expect, test} from 'vitest';
import {isLeftOut} from '../../../../source/sync/decide/filter-record.js';
import type {Pair} from '../../../../source/sync/pair.js';

const pairReading = (...fields: readonly string[]): Pick<Pair, 'policy' | 'mapper'> => ({
	policy: {filters: [{field: 'risk_rating', operator: 'ne', value: 'high'}]}, mapper: {fields},
}) as unknown as Pair;

describe('a linked record is left out', () => {
	test('by what the other side last showed, and by ours where it shows nothing', () => {
		expect(isLeftOut(pairReading('risk_rating'), {internal: {risk_rating: 'low'}, base: {risk_rating: 'low'}, theirs: {risk_rating: 'high'}})).toBe(true);
		expect(isLeftOut(pairReading('risk_rating'), {internal: {risk_rating: 'high'}, base: {risk_rating: 'low'}, theirs: {}})).toBe(false);
		expect(isLeftOut(pairReading('risk_rating'), {internal: {risk_rating: 'high'}, base: {}, theirs: {}})).toBe(true);
	});

	test('by ours where the mapping of the field was removed, whatever was agreed on before', () => {
		expect(isLeftOut(pairReading('poc'), {internal: {risk_rating: 'low'}, base: {risk_rating: 'high'}, theirs: {}})).toBe(false);
		expect(isLeftOut(pairReading('poc'), {internal: {risk_rating: 'high'}, base: {risk_rating: 'low'}, theirs: {}})).toBe(true);
	});
});
