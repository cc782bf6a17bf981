import {describe, expect, test} from 'vitest';
import {currentValue, isSameAssetValue, parseChanges} from '../../../../source/connectors/tenable/asset-change.js';

const own = {categories: ['Business Owner', 'Environment'], attributes: ['Cost Centre']};

describe('what is asked of an asset', () => {
	test('tags and a rating', () => {
		expect(parseChanges({'tag.Environment': 'production, staging', 'tag.Business Owner': null, acr_score: '7.0'}, own)).toEqual({
			problems: [],
			changes: [{kind: 'tags', category: 'Environment', values: ['production', 'staging']}, {kind: 'tags', category: 'Business Owner', values: []}, {kind: 'acr', score: 7}],
		});
	});

	test('custom attributes, where an empty text takes the value away as null does', () => {
		expect(parseChanges({'attribute.Cost Centre': 'C, 17'}, own).changes).toEqual([{kind: 'attribute', name: 'Cost Centre', value: 'C, 17'}]);
		expect(parseChanges({'attribute.Cost Centre': ''}, own)).toEqual({changes: [{kind: 'attribute', name: 'Cost Centre', value: null}], problems: []});
	});

	test.each([
		[{hostnames: ['x']}, /no way to set "hostnames"/],
		[{'tag.Location': 'Lisbon'}, /no way to set "tag.Location"/],
		[{'tag.Environment': 7}, /is a text/],
		[{'tag.Environment': 'x'.repeat(51)}, /too long/],
		[{'attribute.Rack': 'R-4'}, /no way to set "attribute.Rack"/],
		[{'attribute.Cost Centre': 7}, /is a text/],
		[{acr_score: 11}, /from 1 to 10/], [{acr_score: 0}, /from 1 to 10/], [{acr_score: 6.5}, /from 1 to 10/], [{acr_score: 'high'}, /from 1 to 10/], [{acr_score: true}, /from 1 to 10/],
		[{acr_score: null}, /cannot be taken away/],
	])('that cannot be done is refused with the reason (%j)', (fields, reason) => {
		expect(parseChanges(fields, own)).toEqual({changes: [], problems: [expect.stringMatching(reason)]});
	});
});

test.each([
	['tag.Environment', 'production, staging', 'staging,Production', true],
	['tag.Environment', null, '', true],
	['tag.Environment', 'production', null, false],
	['tag.Environment', 'production', 'production, staging', false],
	['attribute.Cost Centre', 'C-17', 'c-17', false],
	['attribute.Cost Centre', null, '', true],
	['acr_score', '7.0', 7, true],
	['acr_score', 7, 8, false],
	['acr_score', undefined, null, true],
])('%s: %j and %j say the same: %s', (field, left, right, expected) => {
	expect(isSameAssetValue(field, left, right)).toBe(expected);
});

test('the current value of a category is what is assigned of it', () => {
	const assignments = [{valueUuid: '1', categoryUuid: 'c', category: 'environment', value: 'b'}, {valueUuid: '2', categoryUuid: 'c', category: 'Environment', value: 'a'}];
	expect(currentValue('tag.Environment', {assignments, details: undefined, attributes: []})).toBe('a, b');
	expect(currentValue('tag.Business Owner', {assignments, details: undefined, attributes: []})).toBeNull();
	expect(currentValue('acr_score', {assignments, details: {acr_score: 7}, attributes: []})).toBe(7);
	expect(currentValue('acr_score', {assignments, details: undefined, attributes: []})).toBeUndefined();
});
