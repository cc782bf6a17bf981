import {isSameValue} from '../../core/is-same-value.js';
import type {JsonValue} from '../../core/json.js';

/** What differs in the end from what was found: fields with another value, and fields that are there no more. */
export type FieldDifference = {readonly set: Readonly<Record<string, JsonValue>>; readonly removed: readonly string[]; readonly isChanged: boolean};

/** Values that fields of many records, or links, were given one after the other. `undefined` means absent. */
export type FieldChanges = {
	/** The value that the field has by now: `found` where it was given none. */
	readonly read: (owner: string, field: string, found: JsonValue | undefined) => JsonValue | undefined;
	readonly put: (owner: string, field: string, value: JsonValue | undefined) => void;
	readonly compare: (owner: string, found: Readonly<Record<string, JsonValue>>) => FieldDifference;
};

export function createFieldChanges(): FieldChanges {
	const byOwner = new Map<string, Map<string, JsonValue | undefined>>();
	return {
		read: (owner, field, found) => {
			const values = byOwner.get(owner);
			return values?.has(field) ? values.get(field) : found;
		},
		put: (owner, field, value) => {
			const values = byOwner.get(owner);
			if (values === undefined) byOwner.set(owner, new Map([[field, value]]));
			else values.set(field, value);
		},
		compare: (owner, found) => {
			const set: Record<string, JsonValue> = {};
			const removed: string[] = [];
			for (const [field, value] of byOwner.get(owner) ?? []) {
				if (value === undefined) {
					if (Object.hasOwn(found, field)) removed.push(field);
				} else if (!isSameValue(found[field], value)) {
					set[field] = value;
				}
			}
			return {set, removed, isChanged: Object.keys(set).length + removed.length > 0};
		},
	};
}
