import {isSameValue} from './is-same-value.js';
import {isJsonObject, type JsonObject, type JsonValue} from './json.js';

/** One difference between rules as they are and as they are to be. `undefined`: it is not there. */
export type RuleChange = {readonly subject: string; readonly before: JsonValue | undefined; readonly after: JsonValue | undefined};

/** Key by key what differs between two plain objects, in the order of the keys. */
export function findChanges(before: Readonly<Record<string, JsonValue | undefined>>, after: Readonly<Record<string, JsonValue | undefined>>): readonly RuleChange[] {
	const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	return keys.filter(key => !isSameValue(before[key], after[key])).map(key => ({subject: key, before: before[key], after: after[key]}));
}

/** The same of two policies, whose fields have policies of their own: `fields.poc`, for nobody finds one changed word among the rules of all. */
export function findPolicyChanges(before: JsonObject, after: JsonObject): readonly RuleChange[] {
	const toSubjects = ({fields, ...others}: JsonObject): JsonObject =>
		({...others, ...Object.fromEntries(Object.entries(isJsonObject(fields) ? fields : {}).map(([field, own]) => [`fields.${field}`, own]))});
	return findChanges(toSubjects(before), toSubjects(after));
}
