import {isSameValue} from './is-same-value.js';
import type {JsonValue} from './json.js';

/** One difference between rules as they are and as they are to be. `undefined`: it is not there. */
export type RuleChange = {readonly subject: string; readonly before: JsonValue | undefined; readonly after: JsonValue | undefined};

/** Key by key what differs between two plain objects, in the order of the keys. */
export function findChanges(before: Readonly<Record<string, JsonValue | undefined>>, after: Readonly<Record<string, JsonValue | undefined>>): readonly RuleChange[] {
	const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	return keys.filter(key => !isSameValue(before[key], after[key])).map(key => ({subject: key, before: before[key], after: after[key]}));
}
