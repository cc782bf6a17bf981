import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseExternalId, toExternalId} from '../../../../source/connectors/sql/external-id.js';

test('an id is the key\'s parts with a colon between them', () => {
	expect(toExternalId(['EDS-1001', 'AC-2(3)'])).toBe('EDS-1001:AC-2(3)');
	expect(toExternalId([17])).toBe('17');
});

test('an id gives back its key, whatever is in it', () => {
	fc.assert(fc.property(fc.array(fc.string(), {minLength: 1, maxLength: 4}), key => {
		expect(parseExternalId(toExternalId(key), key.length)).toEqual(key);
	}));
});

test('two keys never share an id', () => {
	fc.assert(fc.property(fc.array(fc.string(), {minLength: 2, maxLength: 2}), fc.array(fc.string(), {minLength: 2, maxLength: 2}), (left, right) => {
		expect(toExternalId(left) === toExternalId(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
	}));
});

test('an id with too many or too few parts names nothing', () => {
	expect(parseExternalId('a:b', 1)).toBeUndefined();
	expect(parseExternalId('a', 2)).toBeUndefined();
});
