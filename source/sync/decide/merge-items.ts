import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import type {ItemMerge} from '../../core/policy.js';
import {isSame} from '../mapping/normalize.js';

/** An item that both sides changed otherwise, as a person calls it, and in what. */
export type ItemClash = {readonly item: string; readonly in: string};

/** `value` holds whatever only one side changed; of a clash it holds what `winner` says, and without one what is ours. */
export type MergedItems = {readonly value: readonly JsonObject[]; readonly clashes: readonly ItemClash[]};

export type ItemLists = {readonly base: JsonValue | undefined; readonly ours: JsonValue; readonly theirs: JsonValue};

/** What became of one item on each side; undefined where it is not in the list. */
type Thread = {base?: JsonObject; ours?: JsonObject; theirs?: JsonObject};
type Side = keyof Thread;

/**
 * Three-way merge of two lists of objects, item by item and field by field: what either side added, changed or removed counts
 * unless the other side did something else to it. Theirs come first and in their order, then what only ours has. Pure.
 * @returns undefined where the values are no such lists, or one names a key twice
 */
export function mergeItems(by: ItemMerge, lists: ItemLists, winner?: 'ours' | 'theirs'): MergedItems | undefined {
	const [base, ours, theirs] = [toItems(lists.base), toItems(lists.ours), toItems(lists.theirs)];
	if (base === undefined || ours === undefined || theirs === undefined) return undefined;
	if ([base, ours, theirs].some(items => hasKeyTwice(by, items))) return undefined;
	const threads = toThreads(by, {base, ours, theirs});
	const clashes: ItemClash[] = [];
	const merged = new Map(threads.map(thread => [thread, mergeThread(by, thread, {winner, clashes})]));
	const places = (side: Side, items: readonly JsonObject[]) => items.flatMap(item => threads.find(thread => thread[side] === item) ?? []);
	const order = new Set([...places('theirs', theirs), ...places('ours', ours)]);
	return {value: [...order].map(thread => merged.get(thread)).filter(item => item !== undefined), clashes};
}

function toItems(value: JsonValue | undefined): readonly JsonObject[] | undefined {
	if (value === undefined || value === null) return [];
	const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
	// Copies: each item is known by being itself.
	return items.every(item => isJsonObject(item)) ? items.map(item => ({...item})) : undefined;
}

const keyOf = ({itemsBy}: ItemMerge, item: JsonObject): string | undefined => (item[itemsBy] === undefined || item[itemsBy] === null ? undefined : String(item[itemsBy]));

function hasKeyTwice(by: ItemMerge, items: readonly JsonObject[]): boolean {
	const keys = items.flatMap(item => keyOf(by, item) ?? []);
	return new Set(keys).size < keys.length;
}

const sameText = (left: JsonValue | undefined, right: JsonValue | undefined): boolean => isSame('text', left, right);

/** Which items of the three lists are one: by key; one without a key, by what it says. */
function toThreads(by: ItemMerge, lists: Readonly<Record<Side, readonly JsonObject[]>>): readonly Thread[] {
	const threads: Thread[] = [];
	const agreeOn = (left: JsonObject, right: JsonObject): number => by.orBy.filter(field => sameText(left[field], right[field])).length;
	const lacksKey = (left: JsonObject, right: JsonObject): boolean => keyOf(by, left) === undefined || keyOf(by, right) === undefined;
	const tests: ReadonlyArray<(thread: Thread, item: JsonObject, member: JsonObject) => boolean> = [
		(_, item, member) => !lacksKey(item, member) && keyOf(by, item) === keyOf(by, member),
		(_, item, member) => lacksKey(item, member) && agreeOn(item, member) === by.orBy.length,
		// Of what we add, the other side may make something a little else: rather ask about one than have it twice.
		(thread, item, member) => thread.base === undefined && lacksKey(item, member) && agreeOn(item, member) > 0,
	];
	for (const side of ['base', 'theirs', 'ours'] as const) {
		let left = lists[side];
		for (const isOne of tests) {
			left = left.filter(item => {
				const thread = threads.find(one => one[side] === undefined && Object.values(one).some(member => isOne(one, item, member)));
				if (thread !== undefined) thread[side] = item;
				return thread === undefined;
			});
		}
		threads.push(...left.map(item => ({[side]: item})));
	}
	return threads;
}

type Judging = {readonly winner: 'ours' | 'theirs' | undefined; readonly clashes: ItemClash[]};

/** What an item becomes; undefined when it is removed. */
function mergeThread(by: ItemMerge, thread: Thread, judging: Judging): JsonObject | undefined {
	const {base, ours, theirs} = thread;
	if (ours !== undefined && theirs !== undefined) return mergeFields(by, {base: base ?? {}, ours, theirs}, judging);
	const left = ours ?? theirs;
	if (base === undefined || left === undefined) return left;
	if (!isChanged(by, base, left)) return undefined;
	const isOurs = ours !== undefined;
	judging.clashes.push({item: nameItem(by, base), in: isOurs ? 'they removed it, we changed it' : 'we removed it, they changed it'});
	return judging.winner === (isOurs ? 'theirs' : 'ours') || (judging.winner === undefined && !isOurs) ? undefined : {...base, ...left};
}

function mergeFields(by: ItemMerge, {base, ours, theirs}: Required<Thread>, {winner, clashes}: Judging): JsonObject {
	const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours), ...Object.keys(base)])];
	const clashing: string[] = [];
	const merged = names.map((name): readonly [string, JsonValue] => {
		if (name === by.itemsBy) return [name, theirs[name] ?? ours[name] ?? base[name] ?? null];
		// What an item does not name, it says nothing about.
		const before = base[name];
		const [mine = before, other = before] = [ours[name], theirs[name]];
		if (mine === undefined || other === undefined) return [name, other ?? mine ?? null];
		if (sameText(mine, other) || sameText(mine, before)) return [name, other];
		if (sameText(other, before)) return [name, mine];
		clashing.push(name);
		return [name, winner === 'theirs' ? other : mine];
	});
	if (clashing.length > 0) clashes.push({item: nameItem(by, theirs), in: clashing.join(', ')});
	return Object.fromEntries(merged);
}

/** Whether `item` names a field and holds it otherwise than `base`. */
const isChanged = (by: ItemMerge, base: JsonObject, item: JsonObject): boolean => Object.keys(item).some(name => name !== by.itemsBy && !sameText(item[name], base[name]));

function nameItem(by: ItemMerge, item: JsonObject): string {
	const said = by.orBy.flatMap(field => item[field] ?? []).map(String)[0];
	return [keyOf(by, item), said === undefined ? undefined : `"${said}"`].filter(part => part !== undefined).join(' ');
}

/** In one sentence's part: `item 17 "Install the patch" (description)`. */
export const describeClashes = (clashes: readonly ItemClash[]): string => clashes.map(({item, in: what}) => `item ${item} (${what})`).join(', ');
