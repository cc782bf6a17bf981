import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {nameUnreadable} from '../../../../source/sync/decide/name-unreadable.js';

const unreadable = fc.record({raw: fc.jsonValue(), externalId: fc.option(fc.constantFrom('X-1', 'X-2'), {nil: undefined})})
	.map(({raw, externalId}) => ({reason: 'It has no id.', raw: JSON.parse(JSON.stringify(raw)), ...(externalId === undefined ? {} : {externalId})}));

test('each record without an id has a name of its own, and the same one wherever it stands on the page', () => {
	fc.assert(fc.property(fc.array(unreadable, {maxLength: 8}), records => {
		const nameless = records.filter(({externalId}) => externalId === undefined);
		const named = nameUnreadable(records);
		const own = named.filter((_, index) => records[index]?.externalId === undefined).map(({externalId}) => externalId);
		expect(new Set(own).size).toBe(nameless.length);
		expect(new Set(nameUnreadable(records.toReversed()).map(({externalId}) => externalId))).toEqual(new Set(named.map(({externalId}) => externalId)));
	}));
});

test('an id that came along is kept', () => {
	expect(nameUnreadable([{externalId: 'X-1', reason: 'bad', raw: 1}, {externalId: 'X-1', reason: 'bad', raw: 1}]).map(({externalId}) => externalId)).toEqual(['X-1', 'X-1']);
});
