import {isJsonObject, toCanonicalJson, type JsonValue} from '../../core/json.js';
import {isSameBy, type FieldRule} from './compare.js';

/**
 * Whether `shown` is `sent` with nothing changed and something added: keys that the other side gives to the items of a
 * list, and what it fills in. Lists have no order here, and as many items as before. Pure.
 */
export function extendsValue(sent: JsonValue, shown: JsonValue | undefined): boolean {
	if (shown === undefined) return false;
	if (Array.isArray(sent)) return Array.isArray(shown) && extendsList(sent as readonly JsonValue[], shown as readonly JsonValue[]);
	if (isJsonObject(sent)) return isJsonObject(shown) && Object.entries(sent).every(([key, value]) => extendsValue(value, shown[key] ?? null));
	return toCanonicalJson(sent) === toCanonicalJson(shown) || (sent === null && !isJsonObject(shown) && !Array.isArray(shown));
}

/** Each item finds one of its own; those that name the most choose first, so that none of them loses its only match. */
function extendsList(sent: readonly JsonValue[], shown: readonly JsonValue[]): boolean {
	if (sent.length !== shown.length) return false;
	const free = [...shown];
	return [...sent].sort((left, right) => namesOf(right) - namesOf(left)).every(item => {
		const at = free.findIndex(candidate => extendsValue(item, candidate));
		if (at >= 0) free.splice(at, 1);
		return at >= 0;
	});
}

const namesOf = (value: JsonValue): number => (isJsonObject(value) ? Object.values(value).filter(one => one !== null).length : 0);

/** Whether the other side shows what it was sent, be it with the keys that it gives to what we added. */
export const showsSent = (rule: Pick<FieldRule, 'kind' | 'policy'>, sent: JsonValue, shown: JsonValue | undefined): boolean =>
	isSameBy(rule, sent, shown) || (rule.kind === 'json' && extendsValue(sent, shown));
