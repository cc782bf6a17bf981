import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import type {JsonObject} from '../../../../source/core/json.js';
import {extendsValue} from '../../../../source/sync/decide/extends-value.js';

const item: fc.Arbitrary<JsonObject> = fc.record({description: fc.constantFrom('a', 'b'), day: fc.option(fc.constantFrom('1', '2'))}, {requiredKeys: ['description']});

test('what only got keys, in whatever order, is what was sent', () => {
	fc.assert(fc.property(fc.array(item, {maxLength: 5}), fc.boolean(), (sent, isReversed) => {
		const shown = sent.map((one, index) => ({...one, id: String(index)}));
		expect(extendsValue(sent, isReversed ? shown.toReversed() : shown)).toBe(true);
	}));
});

test('an item more, an item less or another value is a change', () => {
	fc.assert(fc.property(fc.array(item, {minLength: 1, maxLength: 4}), sent => {
		expect(extendsValue(sent, [...sent, {description: 'a'}])).toBe(false);
		expect(extendsValue(sent, sent.slice(1))).toBe(false);
		expect(extendsValue(sent, sent.map((one, index) => (index === 0 ? {...one, description: 'changed'} : one)))).toBe(false);
	}));
	expect(extendsValue([{id: '1'}], undefined)).toBe(false);
	expect(extendsValue('a', 'b')).toBe(false);
});
