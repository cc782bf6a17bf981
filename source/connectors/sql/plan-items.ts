import {isJsonObject, toCanonicalJson, type JsonObject, type JsonValue} from '../../core/json.js';
import type {ListProfile} from './profile.js';

/** The list's name, its key, and which columns its items have. */
export type ItemShape = Pick<ListProfile, 'field' | 'key' | 'columns'> & {readonly isAppendOnly?: boolean};

/** What has to be done so that a list holds what is wanted; nothing is ever removed. */
export type ItemPlan =
	| {readonly kind: 'plan'; readonly inserts: readonly JsonObject[]; readonly updates: readonly {readonly key: JsonValue; readonly changes: JsonObject}[]}
	| {readonly kind: 'refused'; readonly reasons: readonly string[]};

/**
 * Compares the list as it is with the list as it is wanted. Items are the same when they carry the same key; a wanted
 * item without one is the same as a present item that agrees in every other field that it names, so that sending a new item
 * twice adds it once.
 */
export function planItems(list: ItemShape, current: readonly JsonObject[], wanted: JsonValue): ItemPlan {
	const keyField = Object.keys(list.columns).find(field => list.columns[field] === list.key) ?? list.key;
	if (!Array.isArray(wanted) || !wanted.every(item => isJsonObject(item as JsonValue))) {
		return {kind: 'refused', reasons: [`"${list.field}" must be a list of objects.`]};
	}
	const items = wanted as readonly JsonObject[];
	const reasons = findItemProblems(list, keyField, current, items);
	const partners = new Map<JsonObject, JsonObject>();
	for (const item of items.filter(one => keyOf(one, keyField) !== undefined)) {
		const partner = current.find(present => isSame(present[keyField], item[keyField]));
		if (partner !== undefined) partners.set(item, partner);
	}
	for (const item of items.filter(one => keyOf(one, keyField) === undefined)) {
		const taken = new Set(partners.values());
		const partner = current.find(present => !taken.has(present) && Object.keys(differences(item, present, keyField)).length === 0);
		if (partner !== undefined) partners.set(item, partner);
	}
	const kept = new Set(partners.values());
	for (const present of current.filter(one => !kept.has(one))) {
		reasons.push(`Item ${JSON.stringify(present[keyField])} is missing from "${list.field}", and items are not removed: close it there instead.`);
	}
	const changed = [...partners].filter(([item, present]) => Object.keys(differences(item, present, keyField)).length > 0);
	if (list.isAppendOnly) reasons.push(...changed.map(([, present]) => `Item ${JSON.stringify(present[keyField])} of "${list.field}" stays as it is: items are added there and never changed.`));
	if (reasons.length > 0) return {kind: 'refused', reasons};
	const updates = [...partners].map(([item, present]) => ({key: present[keyField] ?? null, changes: differences(item, present, keyField)}));
	return {
		kind: 'plan',
		inserts: items.filter(item => !partners.has(item)).map(item => withoutKey(item, keyField)),
		updates: updates.filter(({changes}) => Object.keys(changes).length > 0),
	};
}

function findItemProblems(list: ItemShape, keyField: string, current: readonly JsonObject[], items: readonly JsonObject[]): string[] {
	const known = new Set(current.map(item => toCanonicalJson(item[keyField] ?? null)));
	const keys = items.map(item => keyOf(item, keyField)).filter(key => key !== undefined);
	const texts = keys.map(toCanonicalJson);
	return [
		...new Set(items.flatMap(item => Object.keys(item)).filter(field => list.columns[field] === undefined)),
	].map(field => `"${list.field}" has no field "${field}".`).concat(
		keys.filter(key => !known.has(toCanonicalJson(key))).map(key => `"${list.field}" has no item ${JSON.stringify(key)} any more.`),
		keys.filter((key, at) => texts.indexOf(toCanonicalJson(key)) !== at).map(key => `Item ${JSON.stringify(key)} is twice in "${list.field}".`),
	);
}

/** The fields that the wanted item names and the present one holds otherwise. */
const differences = (wanted: JsonObject, present: JsonObject, keyField: string): JsonObject =>
	Object.fromEntries(Object.entries(withoutKey(wanted, keyField)).filter(([field, value]) => !isSame(value, present[field])));

const withoutKey = (item: JsonObject, keyField: string): JsonObject => Object.fromEntries(Object.entries(item).filter(([field]) => field !== keyField));

const keyOf = (item: JsonObject, keyField: string): JsonValue | undefined => item[keyField] ?? undefined;

const isSame = (left: JsonValue | undefined, right: JsonValue | undefined): boolean => toCanonicalJson(left ?? null) === toCanonicalJson(right ?? null);
