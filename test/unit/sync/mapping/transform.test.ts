import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Transformation} from '../../../../source/core/mapping.js';
import {compileTransformation, NotTransformable, toControlId} from '../../../../source/sync/mapping/transform.js';

const apply = (rule: Transformation, value: Parameters<ReturnType<typeof compileTransformation>>[0]) => compileTransformation(rule)(value);

describe('transformations', () => {
	test.each<[Transformation, unknown, unknown]>([
		[{type: 'array_to_string', separator: ','}, ['10.0.0.1', '10.0.0.2'], '10.0.0.1,10.0.0.2'],
		[{type: 'string_to_array', separator: ','}, 'a, b,,c ', ['a', 'b', 'c']],
		[{type: 'first'}, ['web-042', 'web'], 'web-042'],
		[{type: 'first'}, [], null],
		[{type: 'title_case'}, 'critical', 'Critical'],
		[{type: 'to_integer'}, '721.0', 721],
		[{type: 'to_number'}, '$2,500', 2500],
		[{type: 'to_date', format: 'us'}, '11/3/2026', '2026-11-03'],
		[{type: 'to_date', format: 'unix_seconds'}, 1_795_305_600, '2026-11-22'],
		[{type: 'extract', pattern: '^([a-z]+)-'}, 'web-042', 'web'],
		[{type: 'extract', pattern: 'zzz'}, 'web-042', null],
		[{type: 'pick', key: 'key', equals: 'Location', take: 'value'}, [{key: 'Location', value: 'Lisbon'}], 'Lisbon'],
		[{type: 'pick', key: 'key', equals: 'Owner', take: 'value'}, [], undefined],
		[{type: 'map_values', values: {medium: 'moderate'}, otherwise: 'keep'}, 'medium', 'moderate'],
		[{type: 'chain', steps: [{type: 'trim'}, {type: 'lowercase'}]}, ' High ', 'high'],
	])('%j of %j', (rule, value, expected) => {
		expect(apply(rule, value as never)).toEqual(expected);
	});

	test('leave null alone, whatever the rule', () => {
		for (const rule of [{type: 'trim'}, {type: 'to_integer'}, {type: 'first'}, {type: 'control_id'}] satisfies Transformation[]) expect(apply(rule, null)).toBeNull();
	});

	test('refuse a value that is not named, where they are told to', () => {
		expect(() => apply({type: 'map_values', values: {a: 1}, otherwise: 'reject'}, 'b')).toThrow(NotTransformable);
	});

	test('a pattern that would hang a backtracking engine answers', () => {
		expect(apply({type: 'extract', pattern: '^(a+)+$'}, `${'a'.repeat(5000)}!`)).toBeNull();
	});

	test('a list joined and split again is the list', () => {
		const item = fc.string({minLength: 1}).map(text => text.replaceAll(',', '').trim()).filter(text => text !== '');
		fc.assert(fc.property(fc.array(item), list => {
			expect(apply({type: 'string_to_array', separator: ','}, apply({type: 'array_to_string', separator: ','}, list) ?? null)).toEqual(list);
		}));
	});
});

describe('a control', () => {
	test.each([['ac-2.3', 'AC-2(3)'], ['AC-02(03)', 'AC-2(3)'], ['AC-2 (3)', 'AC-2(3)'], ['sc-7', 'SC-7'], ['AC-02', 'AC-2'], [' custom ', 'custom']])('spelled %s is %s', (spelled, expected) => {
		expect(toControlId(spelled)).toBe(expected);
	});
});
