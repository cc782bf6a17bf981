import {expect, test} from 'vitest';
import {describeFieldPolicy, describeFilters, describeWhenGone} from '../../../../source/core/text/describe-policy.js';

test('filters are told as one condition', () => {
	expect(describeFilters([{field: 'severity', operator: 'in', value: ['high', 'critical']}, {field: 'status', operator: 'not_null'}, {field: 'cvss', operator: 'gte', value: 7}])).toBe(
		'severity is one of high, critical and status has a value and cvss is at least 7');
});

test('what becomes of a record that is gone is told by field', () => expect(describeWhenGone({status: 'Archived', poc: null})).toBe('status becomes Archived, poc becomes (none)'));

test.each([
	[{ignore: true}, 'not compared'],
	[{direction: 'inbound', strategy: 'manual'}, 'in only · a person decides'],
	[{frozenWhen: {field: 'status', values: ['completed', 'archived']}}, 'frozen while status is completed or archived'],
	[{merge: {itemsBy: 'id', orBy: ['title', 'due']}}, 'merges items by id, else by title, due'],
	[{merge: 'union'}, 'takes the items of both'],
	[{states: {draft: ['ongoing', 'cancelled'], ongoing: ['completed']}}, 'moves only draft → ongoing/cancelled, ongoing → completed'],
	[{equality: {ignoreCase: true, asSet: true, separator: ',', precision: 'day', scale: 1, onlyValues: ['accepted']}}, 'case does not count · order does not count (parted by ",") · compared to the day · compared to 1 decimal · tells only accepted'],
] as const)('%j is told in words', (policy, words) => expect(describeFieldPolicy(policy)).toBe(words));
