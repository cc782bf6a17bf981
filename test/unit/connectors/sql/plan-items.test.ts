import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {JsonObject} from '../../../../source/core/json.js';
import {planItems} from '../../../../source/connectors/sql/plan-items.js';
import type {ListProfile} from '../../../../source/connectors/sql/profile.js';

const milestones: ListProfile = {
	field: 'milestones', table: 'poam_milestones', key: 'milestone_id', parent: ['poam_id'], isWritable: true, isAppendOnly: false, creation: {},
	columns: {id: 'milestone_id', text: 'milestone_description', date: 'scheduled_date'},
};
const present: readonly JsonObject[] = [{id: 'M1', text: 'scan', date: '2026-01-01'}, {id: 'M2', text: 'patch', date: null}];

describe('planning a list', () => {
	test('changes only the fields that differ, of the items that differ', () => {
		expect(planItems(milestones, present, [{id: 'M1', text: 'scan', date: '2026-02-01'}, {id: 'M2', text: 'patch', date: null}]))
			.toEqual({kind: 'plan', inserts: [], updates: [{key: 'M1', changes: {date: '2026-02-01'}}]});
	});

	test('takes a field that is not named for left alone, and null for emptied', () => {
		expect(planItems(milestones, present, [{id: 'M1', date: null}, {id: 'M2'}])).toEqual({kind: 'plan', inserts: [], updates: [{key: 'M1', changes: {date: null}}]});
	});

	test('adds an item without a key, unless one like it is there already', () => {
		expect(planItems(milestones, present, [...present, {text: 'report', date: null}])).toEqual({kind: 'plan', inserts: [{text: 'report', date: null}], updates: []});
		expect(planItems(milestones, present, [{text: 'scan', date: '2026-01-01'}, {id: 'M2'}])).toEqual({kind: 'plan', inserts: [], updates: []});
		expect(planItems(milestones, [], [{text: 'twice'}, {text: 'twice'}])).toMatchObject({inserts: [{text: 'twice'}, {text: 'twice'}]});
	});

	test('is done once it was applied', () => {
		const item = fc.record({text: fc.constantFrom('scan', 'patch', 'report'), date: fc.constantFrom('2026-01-01', null)});
		fc.assert(fc.property(fc.uniqueArray(fc.constantFrom('M1', 'M2', 'M3')), fc.array(item), fc.array(item, {minLength: 3, maxLength: 3}), (ids, added, values) => {
			const current = ids.map(id => ({id, text: 'scan', date: null}));
			const wanted = [...ids.map((id, at) => ({id, ...values[at]})), ...added];
			const plan = planItems(milestones, current, wanted);
			if (plan.kind === 'refused') throw new Error(plan.reasons.join());
			const after = [
				...current.map(one => ({...one, ...plan.updates.find(({key}) => key === one.id)?.changes})),
				...plan.inserts.map((one, at) => ({...one, id: `new-${at}`})),
			];
			expect(planItems(milestones, after, wanted)).toEqual({kind: 'plan', inserts: [], updates: []});
		}));
	});

	test.each([
		['an item is missing', [{id: 'M1'}], /M2.*not removed/],
		['a field is not known', [{id: 'M1', owner: 'x'}, {id: 'M2'}], /no field "owner"/],
		['a key is not known', [...present, {id: 'M9'}], /no item "M9"/],
		['a key comes twice', [{id: 'M1'}, {id: 'M1'}, {id: 'M2'}], /"M1" is twice/],
		['it is no list', 'none', /must be a list/],
		['it holds what is no item', [...present, 'report'], /must be a list of objects/],
	])('refuses when %s', (_, wanted, reason) => {
		expect(planItems(milestones, present, wanted)).toMatchObject({kind: 'refused', reasons: [expect.stringMatching(reason)]});
	});
});
