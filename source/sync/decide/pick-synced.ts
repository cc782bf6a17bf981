import type {JsonValue} from '../../core/json.js';
import type {Fields} from '../../core/stores/page-store.js';
import type {Pair} from '../pair.js';

/** What a new record of ours takes of mapped values: the fields that have a rule. */
export function pickSynced({rules}: Pair, fields: Fields): Fields {
	const picked: Record<string, JsonValue> = {};
	for (const {field} of rules) {
		const value = fields[field];
		if (value !== undefined) picked[field] = value;
	}
	return picked;
}
