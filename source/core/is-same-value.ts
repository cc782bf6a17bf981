import {toCanonicalJson, type JsonValue} from './json.js';

/** Whether two canonical values are the same to the letter; absent is only equal to absent. */
export function isSameValue(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
	if (left === undefined || right === undefined) return left === right;
	return toCanonicalJson(left) === toCanonicalJson(right);
}
