import {expect, test} from 'vitest';
import {cutList} from '../../../../source/ui/text/cut-list.js';
import {safe} from '../../../../source/ui/text/safe.js';

test.each([
	[40, '28 read: 4 conflicting, 3 updated'],
	[33, '28 read: 4 conflicting, 3 updated'],
	[32, '28 read: 4 conflicting, …'],
	[25, '28 read: 4 conflicting, …'],
	[24, '28 read: 4 conflicting, 3 updated'],
])('in %i cells a list is whole, or without its last members; what is longer than that is cut by others', (cells, expected) => {
	expect(cutList(safe('28 read: 4 conflicting, 3 updated'), cells)).toBe(expected);
});
