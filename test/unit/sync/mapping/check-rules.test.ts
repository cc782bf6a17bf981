import {describe, expect, test} from 'vitest';
import {entityDefinitions, entityTypes, type EntityType} from '../../../../source/core/entity.js';
import type {MappingRule} from '../../../../source/core/mapping.js';
import type {FieldPolicy, PolicyRules, RecordFilter} from '../../../../source/core/policy.js';
import {checkMappings} from '../../../../source/sync/mapping/check-mappings.js';
import {checkPolicy} from '../../../../source/sync/mapping/check-policy.js';

const mapping = (internalField: string, change: Partial<MappingRule> = {}): MappingRule => ({
	externalField: `their_${internalField}`, internalField, transformation: {type: 'none'}, validations: [], isRequired: false, defaultValue: null, ...change,
});

describe('mappings', () => {
	const check = (field: string, change: Partial<MappingRule>) => checkMappings('poam', [mapping('poam_id'), mapping(field, change)]);

	test.each([
		['poc', {externalField: 'their_poam_id'}, 'their_poam_id is read by several mappings, poam_id and poc: a field of theirs fills one of ours.'],
		['scheduled_completion', {defaultValue: 'soon'}, 'scheduled_completion: its default "soon" is refused by its own rules. their_scheduled_completion: "soon" is not a date such as 2026-11-30.'],
		['poc', {defaultValue: '', isRequired: true}, 'poc: its default "" is refused by its own rules. their_poc is required and empty.'],
		['poc', {defaultValue: 'a', transformation: {type: 'array_to_string', separator: ','}}, 'poc: its default "a" is refused by its own rules. their_poc: array_to_string needs a list, and got "a".'],
		['poc', {defaultValue: 'nobody', validations: [{type: 'max_length', value: 3}]}, 'poc: its default "nobody" is refused by its own rules. their_poc "nobody" is longer than 3.'],
		['poc', {validations: [{type: 'range', min: 1}]}, 'poc: range is for numbers, and this field is a text.'],
		['cost_estimate', {validations: [{type: 'range', min: 9, max: 1}]}, 'cost_estimate: range begins at 9, above its end 1.'],
		['cost_estimate', {validations: [{type: 'one_of', values: ['1']}]}, 'cost_estimate: one_of has "1": write it as 1.'],
		['poc', {validations: [{type: 'one_of', values: []}]}, 'poc: one_of has no values.'],
	] satisfies readonly (readonly [string, Partial<MappingRule>, string])[])('refuse what no record of %s could pass: %j', (field, change, problem) => {
		expect(check(field, change)).toEqual([problem]);
	});

	test.each([
		['scheduled_completion', {defaultValue: '2026-11-30', isRequired: true}],
		['cost_estimate', {defaultValue: '$2,500', transformation: {type: 'to_number'}, validations: [{type: 'range', min: 0}, {type: 'one_of', values: [0, 2500]}]}],
		['poc', {defaultValue: ''}],
		['poc', {validations: [{type: 'one_of', values: ['a', 'b']}]}],
	] satisfies readonly (readonly [string, Partial<MappingRule>])[])('take what works for %s: %j', (field, change) => {
		expect(check(field, change)).toEqual([]);
	});
});

const noRules: PolicyRules = {direction: 'bidirectional', strategy: 'manual', fields: {}, filters: [], batchSize: 1, isActive: true, scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC'};

describe('filters', () => {
	const check = (entityType: EntityType, filter: RecordFilter) => checkPolicy(entityType, {...noRules, filters: [filter]});

	test.each([
		['vulnerability', {field: 'severity', operator: 'gte', value: '3'}, 'The filter on severity has "3": write it as 3.'],
		['vulnerability', {field: 'severity', operator: 'gte'}, 'The filter on severity needs a value.'],
		['vulnerability', {field: 'severity', operator: 'gt', value: null}, 'The filter on severity needs a value.'],
		['vulnerability', {field: 'severity', operator: 'eq'}, 'The filter on severity needs a value.'],
		['vulnerability', {field: 'severity', operator: 'in', value: []}, 'The filter on severity needs a list of values.'],
		['vulnerability', {field: 'severity', operator: 'in', value: [3, 'high']}, 'The filter on severity has a value that the field cannot hold: "high" is not a number.'],
		['vulnerability', {field: 'severity', operator: 'is_null', value: 3}, 'The filter on severity takes no value with is_null.'],
		['vulnerability', {field: 'last_found', operator: 'gte', value: 'yesterday'}, 'The filter on last_found has a value that the field cannot hold: "yesterday" is not a time such as 2026-11-30T14:00:00Z.'],
		['vulnerability', {field: 'last_found', operator: 'gte', value: '2026-11-30T14:00:00+02:00'}, 'The filter on last_found has "2026-11-30T14:00:00+02:00": write it as "2026-11-30T12:00:00.000Z".'],
		['vulnerability', {field: 'external_references', operator: 'eq', value: []}, 'The filter on external_references can only ask whether this json is there: is_null, not_null.'],
		['asset', {field: 'has_agent', operator: 'gt', value: false}, 'The filter on has_agent cannot order a boolean.'],
		['asset', {field: 'asset_uuid', operator: 'eq', value: 'F931C6F0-8FFC-42E5-8E6C-81354B2B8022'}, 'The filter on asset_uuid has "F931C6F0-8FFC-42E5-8E6C-81354B2B8022": write it as "f931c6f0-8ffc-42e5-8e6c-81354b2b8022".'],
	] satisfies readonly (readonly [EntityType, RecordFilter, string])[])('of %s are refused that compare with what no record holds: %j', (entityType, filter, problem) => {
		expect(check(entityType, filter)).toEqual([problem]);
	});

	test.each([
		['vulnerability', {field: 'severity', operator: 'gte', value: 3}],
		['vulnerability', {field: 'severity', operator: 'ne', value: null}],
		['vulnerability', {field: 'external_references', operator: 'not_null'}],
		['poam', {field: 'scheduled_completion', operator: 'lt', value: '2026-11-30'}],
		['poam', {field: 'status', operator: 'not_in', value: ['archived', '']}],
		['asset', {field: 'has_agent', operator: 'eq', value: true}],
	] satisfies readonly (readonly [EntityType, RecordFilter])[])('of %s are taken that can hold: %j', (entityType, filter) => {
		expect(check(entityType, filter)).toEqual([]);
	});
});

describe('policies of fields', () => {
	test.each([
		['poc', {merge: 'max'}, 'The policy of poc: merge max is for number or integer, and this field is text.'],
		['cost_estimate', {merge: 'append'}, 'The policy of cost_estimate: merge append is for text, and this field is number.'],
		['poc', {merge: {itemsBy: 'a', orBy: ['b']}}, 'The policy of poc: merging by items is for json, and this field is text.'],
		['cost_estimate', {states: {}}, 'The policy of cost_estimate: states is for text, and this field is number.'],
		['poc', {equality: {scale: 2}}, 'The policy of poc: scale is for number or integer, and this field is text.'],
		['poc', {equality: {precision: 'day'}}, 'The policy of poc: precision is for timestamp, and this field is text.'],
		['poc', {frozenWhen: {field: 'approval_status', values: []}}, 'The policy of poc: frozenWhen has no values, so it would never hold.'],
		['poc', {frozenWhen: {field: 'cost_estimate', values: ['1']}}, 'The policy of poc: frozenWhen has "1": write it as 1.'],
	] satisfies readonly (readonly [string, FieldPolicy, string])[])('are refused that say nothing about %s: %j', (field, own, problem) => {
		expect(checkPolicy('poam', {...noRules, fields: {[field]: own}})).toEqual([problem]);
	});

	test.each(entityTypes)('of a new installation pass, as do the lists of %s', entityType => {
		const {itemLists = {}} = entityDefinitions[entityType];
		const fields = Object.fromEntries(Object.entries(itemLists).map(([field, merge]): readonly [string, FieldPolicy] => [field, {merge}]));
		expect(checkPolicy(entityType, {...noRules, fields})).toEqual([]);
	});
});
