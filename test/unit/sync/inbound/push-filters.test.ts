import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {entityDefinitions} from '../../../../source/core/entity.js';
import type {ExternalFilter} from '../../../../source/core/external-filter.js';
import type {JsonValue} from '../../../../source/core/json.js';
import type {FieldMapping, Transformation} from '../../../../source/core/mapping.js';
import type {RecordFilter, SyncPolicy} from '../../../../source/core/policy.js';
import {passesFilters} from '../../../../source/sync/decide/filter-record.js';
import {createRecordMapper} from '../../../../source/sync/mapping/map-record.js';
import {pushFilters} from '../../../../source/sync/inbound/push-filters.js';

const all = {theirs: ['any_of', 'at_least', 'at_most']} as const;
const push = (transformation: Transformation, filters: readonly RecordFilter[], {able = all, defaultValue = null, internalField = 'status'}: {readonly able?: Parameters<typeof pushFilters>[1]['filters']; readonly defaultValue?: string | null; readonly internalField?: string} = {}) => {
	const mapping: FieldMapping = {id: 1, externalSystemId: 1, entityType: 'poam', externalField: 'theirs', internalField, transformation, validations: [], isRequired: false, defaultValue, version: 1};
	const policy: SyncPolicy = {
		id: 1, externalSystemId: 1, entityType: 'poam', direction: 'inbound', strategy: 'manual', fields: {}, filters, batchSize: 10, isActive: true,
		scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC', isPushEnabled: false,
	};
	const definition = entityDefinitions.poam;
	return {mapper: createRecordMapper(definition, [mapping], new Map()), pushed: pushFilters({policy, mappings: [mapping], definition}, {filters: able ?? {}})};
};
const even = (value: JsonValue | undefined): string => String(value).trim().toLowerCase();

/** The other side, as narrow as it may be. */
function letsThrough(filter: ExternalFilter, value: JsonValue): boolean {
	switch (filter.kind) {
		case 'any_of':
			return filter.values.some(wanted => (filter.match === 'loose' ? even(wanted) === even(value) : wanted === value));
		case 'at_least':
			return typeof value === 'number' && value >= filter.value;
		case 'at_most':
			return typeof value === 'number' && value <= filter.value;
	}
}

const word = fc.constantFrom('open', 'Open', ' open ', 'OPEN', 'ongoing', 'Ongoing', 'in progress', 'closed', '', 'Closed ');
const mapValues: Transformation = {type: 'map_values', values: {open: 'ongoing', 'in progress': 'ongoing', Closed: 'completed'}, otherwise: 'keep'};
const rule = fc.constantFrom<Transformation>(
	{type: 'none'}, {type: 'trim'}, {type: 'lowercase'}, {type: 'uppercase'}, {type: 'title_case'}, mapValues, {...mapValues, otherwise: 'reject'}, {type: 'first'},
	{type: 'chain', steps: [{type: 'trim'}, {type: 'lowercase'}, mapValues]}, {type: 'chain', steps: [mapValues, {type: 'uppercase'}]}, {type: 'chain', steps: [{type: 'to_text'}, {type: 'trim'}]},
);
const filter = fc.oneof(
	fc.record({field: fc.constant('status'), operator: fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'lte' as const), value: fc.oneof(word, fc.constant(null))}),
	fc.record({field: fc.constant('status'), operator: fc.constantFrom('in' as const, 'not_in' as const), value: fc.array(word, {maxLength: 3})}),
	fc.record({field: fc.constant('status'), operator: fc.constantFrom('is_null' as const, 'not_null' as const)}),
);

describe('filters that are asked of the other side', () => {
	test('leave out nothing that the policy lets through', () => {
		fc.assert(fc.property(rule, fc.array(filter, {maxLength: 3}), fc.oneof(word, fc.constant(null)), (transformation, filters, value) => {
			const {mapper, pushed} = push(transformation, filters);
			const mapped = mapper.map({externalId: '1', fields: {theirs: value}});
			fc.pre(mapped.kind === 'mapped');
			if (mapped.kind === 'mapped' && passesFilters(filters, mapped.fields)) expect(pushed.filter(one => !letsThrough(one, value))).toEqual([]);
		}), {numRuns: 2000});
	});

	test('name every spelling that our rules take for a value', () => {
		const {pushed} = push({type: 'chain', steps: [{type: 'trim'}, {type: 'lowercase'}, mapValues]}, [{field: 'status', operator: 'eq', value: 'ongoing'}]);
		expect(pushed).toEqual([{kind: 'any_of', field: 'theirs', values: ['ongoing', 'open', 'in progress'], match: 'loose'}]);
	});

	test('are bounds where both sides have the number itself', () => {
		expect(push({type: 'none'}, [{field: 'cost_estimate', operator: 'gte', value: 3}], {internalField: 'cost_estimate'}).pushed).toEqual([{kind: 'at_least', field: 'theirs', value: 3}]);
		expect(push({type: 'to_integer'}, [{field: 'cost_estimate', operator: 'gte', value: 3}], {internalField: 'cost_estimate'}).pushed).toEqual([]);
	});

	test('are none that it cannot check, whose field has a default, or whose rule cannot be turned round', () => {
		const wanted: readonly RecordFilter[] = [{field: 'status', operator: 'eq', value: 'open'}];
		expect(push({type: 'none'}, wanted, {able: {theirs: ['at_least']}}).pushed).toEqual([]);
		expect(push({type: 'none'}, wanted, {defaultValue: 'open'}).pushed).toEqual([]);
		expect(push({type: 'extract', pattern: 'o(.*)'}, wanted).pushed).toEqual([]);
		expect(push({type: 'none'}, [{field: 'poc', operator: 'eq', value: 'kim'}]).pushed).toEqual([]);
	});
});
