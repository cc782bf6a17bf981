import {expect, test} from 'vitest';
import {findClosestName} from '../../../../source/core/text/closest-name.js';

const names = ['status', 'sync run', 'systems list', 'conflicts list', 'doctor', 'db'];

test.each([
	['statsu', 'status'],
	['stauts', 'status'],
	['doctr', 'doctor'],
	['Sync Run', 'sync run'],
	['conflict list', 'conflicts list'],
	['bd', 'db'],
])('"%s" comes near "%s"', (typed, expected) => {
	expect(findClosestName(typed, names)).toBe(expected);
});

test('a word that is far from all of them has no neighbour', () => {
	expect(findClosestName('banana', names)).toBeUndefined();
	expect(findClosestName('', names)).toBeUndefined();
	expect(findClosestName('status', [])).toBeUndefined();
});
