import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {toCanonicalJson, type JsonObject} from '../../../../source/core/json.js';
import type {ItemMerge} from '../../../../source/core/policy.js';
import {compareField, type FieldRule} from '../../../../source/sync/decide/compare.js';
import {describeClashes, mergeItems} from '../../../../source/sync/decide/merge-items.js';

const by: ItemMerge = {itemsBy: 'milestone_id', orBy: ['description', 'scheduled_date']};
const item = (id: string | undefined, description: string, day = '2027-01-31'): JsonObject => ({...(id === undefined ? {} : {milestone_id: id}), description, scheduled_date: day});
const merge = (base: readonly JsonObject[], ours: readonly JsonObject[], theirs: readonly JsonObject[], winner?: 'ours' | 'theirs') => mergeItems(by, {base, ours, theirs}, winner);

/** A list without its order. */
const setOf = (items: readonly JsonObject[] | undefined) => items?.map(toCanonicalJson).sort();

const [plan, fix, verify] = [item('1', 'Plan'), item('2', 'Fix', '2027-02-28'), item('3', 'Verify', '2027-03-31')];

describe('items that only one side touched', () => {
	test('are what that side made of them, of both sides together', () => {
		const theirs = [item('1', 'Plan, by Ann'), fix, verify, item('4', 'Report', '2027-05-31')];
		const ours = [plan, {...fix, scheduled_date: '2027-02-15'}, item(undefined, 'Retest', '2027-04-30')];
		expect(merge([plan, fix, verify], ours, theirs)).toEqual({
			value: [item('1', 'Plan, by Ann'), {...fix, scheduled_date: '2027-02-15'}, item('4', 'Report', '2027-05-31'), item(undefined, 'Retest', '2027-04-30')], clashes: [],
		});
	});

	test('are merged field by field where both touched one', () => {
		expect(merge([fix], [{...fix, description: 'Fix all'}], [{...fix, scheduled_date: '2027-02-01'}])).toEqual({value: [item('2', 'Fix all', '2027-02-01')], clashes: []});
	});

	test('say nothing about what they do not name', () => {
		expect(merge([{...fix, comments: 'late'}], [{...fix, description: 'Fix all'}], [{...fix, comments: 'in time'}])?.value).toEqual([{...fix, description: 'Fix all', comments: 'in time'}]);
	});

	test('are known by what they say as long as they have no key', () => {
		expect(merge([plan], [plan, item(undefined, ' Retest ')], [plan, item('9', 'Retest')])).toEqual({value: [plan, item('9', 'Retest')], clashes: []});
		expect(merge([item(undefined, 'Retest')], [item(undefined, 'Retest')], [{...item('9', 'Retest'), status: 'open'}])?.value).toEqual([{...item('9', 'Retest'), status: 'open'}]);
	});
});

describe('an item that both sides changed otherwise', () => {
	test('is named, with what they changed', () => {
		const {clashes = []} = merge([plan, fix], [{...plan, description: 'Plan A'}, fix], [{...plan, description: 'Plan B'}, {...fix, scheduled_date: '2028-01-01'}]) ?? {};
		expect(describeClashes(clashes)).toBe('item 1 "Plan B" (description)');
	});

	test('is one that one side removed and the other changed', () => {
		expect(merge([plan, fix], [plan], [plan, {...fix, description: 'Fix all'}])?.clashes).toEqual([{item: '2 "Fix"', in: 'we removed it, they changed it'}]);
		expect(merge([plan, fix], [plan, {...fix, description: 'Fix all'}], [plan])?.clashes).toEqual([{item: '2 "Fix"', in: 'they removed it, we changed it'}]);
	});

	test('is what the winner says, and everything else stays merged', () => {
		const lists = [[plan, fix], [{...plan, description: 'Ours'}, fix, item(undefined, 'Retest', '2029-01-01')], [{...plan, description: 'Theirs'}, {...fix, scheduled_date: '2028-01-01'}]] as const;
		const [moved, added] = [{...fix, scheduled_date: '2028-01-01'}, item(undefined, 'Retest', '2029-01-01')];
		expect(merge(...lists, 'ours')?.value).toEqual([{...plan, description: 'Ours'}, moved, added]);
		expect(merge(...lists, 'theirs')?.value).toEqual([{...plan, description: 'Theirs'}, moved, added]);
		expect(merge([plan], [], [{...plan, description: 'Theirs'}], 'theirs')?.value).toEqual([{...plan, description: 'Theirs'}]);
		expect(merge([plan], [], [{...plan, description: 'Theirs'}], 'ours')?.value).toEqual([]);
	});

	test('may be one that we added and they keep otherwise: it is asked about, and never there twice', () => {
		const cut = merge([plan], [plan, item(undefined, 'Retest every host of the enclave', '2028-01-01')], [plan, item('9', 'Retest every host', '2028-01-01')]);
		expect(cut?.value).toHaveLength(2);
		expect(cut?.clashes).toEqual([{item: '9 "Retest every host"', in: 'description'}]);
	});
});

test('what is no list of objects, or names a key twice, is not merged', () => {
	expect(mergeItems(by, {base: 'x', ours: [plan], theirs: [fix]})).toBeUndefined();
	expect(mergeItems(by, {base: [], ours: ['x'], theirs: [fix]})).toBeUndefined();
	expect(merge([plan], [plan, plan], [fix])).toBeUndefined();
});

describe('for all lists', () => {
	const day = fc.constantFrom('2027-01-31', '2027-06-30', '2027-12-31');
	const list = fc.uniqueArray(fc.record({milestone_id: fc.constantFrom('1', '2', '3', '4', '5'), description: fc.constantFrom('a', 'b', 'c'), scheduled_date: day}), {selector: one => one.milestone_id});
	const keyless = fc.array(fc.record({description: fc.constantFrom('x', 'y'), scheduled_date: day}), {maxLength: 2});
	const mixed = fc.tuple(list, keyless).map(([keyed, others]): readonly JsonObject[] => [...keyed, ...others]);
	const edit = fc.record({who: fc.constantFrom('ours', 'theirs', 'nobody'), does: fc.constantFrom('describes', 'moves', 'removes')});

	const apply = (found: JsonObject, does: string): readonly JsonObject[] =>
		(does === 'removes' ? [] : [does === 'moves' ? {...found, scheduled_date: '2031-01-01'} : {...found, description: `${String(found['description'])}!`}]);

	test('edits of different items commute, and every one of them is there', () => {
		fc.assert(fc.property(list, fc.array(edit, {minLength: 5, maxLength: 5}), fc.boolean(), fc.boolean(), (base, edits, weAdd, theyAdd) => {
			const madeBy = (...who: readonly string[]) => base.flatMap((one, at) => {
				const {who: editor = 'nobody', does = ''} = edits[at] ?? {};
				return who.includes(editor) ? apply(one, does) : [one];
			});
			const ourAddition = weAdd ? [item(undefined, 'Ours', '2040-01-01')] : [];
			const theirAddition = theyAdd ? [item('77', 'Theirs', '2041-01-01')] : [];
			const [ours, theirs] = [[...madeBy('ours'), ...ourAddition], [...madeBy('theirs'), ...theirAddition]];
			const all = [...madeBy('ours', 'theirs'), ...ourAddition, ...theirAddition];
			expect(merge(base, ours, theirs)?.clashes).toEqual([]);
			expect(setOf(merge(base, ours, theirs)?.value)).toEqual(setOf(all));
			expect(setOf(merge(base, theirs, ours)?.value)).toEqual(setOf(all));
		}));
	});

	test('one side alone is taken as it is', () => {
		fc.assert(fc.property(list, list, (base, changed) => {
			expect(merge(base, base, changed)).toEqual({value: changed, clashes: []});
			expect(setOf(merge(base, changed, base)?.value)).toEqual(setOf(changed));
		}));
	});

	test('merging again changes nothing', () => {
		fc.assert(fc.property(list, mixed, mixed, fc.constantFrom('ours', 'theirs'), (base, ours, theirs, winner) => {
			const once = merge(base, ours, theirs, winner)?.value ?? [];
			expect(setOf(merge(theirs, once, theirs)?.value)).toEqual(setOf(once));
		}));
	});

	test('no change of either side is lost without a question', () => {
		fc.assert(fc.property(list, mixed, mixed, (base, ours, theirs) => {
			const {value = [], clashes = []} = merge(base, ours, theirs) ?? {};
			if (clashes.length > 0) return;
			const isThere = (one: JsonObject) => value.some(found => Object.entries(one).every(([name, said]) => found[name] === said || base.some(before => before.milestone_id === one['milestone_id'] && before[name as keyof typeof before] === said)));
			expect([...ours, ...theirs].filter(one => !base.some(before => before.milestone_id === one['milestone_id'] && toCanonicalJson(before) === toCanonicalJson(one))).filter(one => !isThere(one))).toEqual([]);
		}));
	});
});

describe('a field whose items are merged', () => {
	const rule: FieldRule = {field: 'milestone_schedule', kind: 'json', direction: 'bidirectional', strategy: 'manual', policy: {merge: by}};
	const clash = {base: [plan, fix], internal: [{...plan, description: 'Ours'}, fix], external: [{...plan, description: 'Theirs'}, {...fix, scheduled_date: '2028-01-01'}], record: {}};

	test('becomes one list, which is owed to them', () => {
		expect(compareField(rule, {base: [plan], internal: [plan, verify], external: [plan, fix], record: {}})).toMatchObject({kind: 'merge', value: [plan, fix, verify]});
	});

	test('is taken, or sent, as it is where one side has all that the other has', () => {
		expect(compareField(rule, {base: [plan], internal: [plan, item(undefined, 'Fix', '2027-02-28')], external: [plan, fix], record: {}})).toMatchObject({kind: 'pull', value: [plan, fix]});
		expect(compareField(rule, {base: [plan, fix], internal: [{...plan, description: 'Ours'}, verify], external: [{...plan, description: 'Ours'}], record: {}})).toMatchObject({kind: 'push'});
	});

	test('asks about the item that both changed, by its name, and lets a strategy decide that item alone', () => {
		expect(compareField(rule, clash)).toMatchObject({kind: 'conflict', reason: 'both_changed', rule: expect.stringContaining('item 1 "Theirs" (description)')});
		expect(compareField({...rule, strategy: 'internal_wins'}, clash)).toMatchObject({kind: 'merge', value: [{...plan, description: 'Ours'}, {...fix, scheduled_date: '2028-01-01'}]});
		expect(compareField({...rule, strategy: 'external_wins'}, clash)).toMatchObject({kind: 'pull', value: clash.external});
	});

	test('is not merged where nothing may leave', () => {
		expect(compareField({...rule, direction: 'inbound', strategy: 'manual'}, clash)).toMatchObject({kind: 'conflict', reason: 'both_changed'});
	});
});
