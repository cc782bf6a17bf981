import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import type {Draw} from '../../random.js';

type Drift = (record: JsonObject) => JsonObject;

const without = (record: JsonObject, key: string): JsonObject => Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
const inside = (record: JsonObject, key: string, change: Drift): JsonObject => {
	const value = record[key];
	return isJsonObject(value) ? {...record, [key]: change(value)} : record;
};
const swap = (record: JsonObject, key: string, change: (value: JsonValue) => JsonValue): JsonObject => {
	const value = record[key];
	return value === undefined ? record : {...record, [key]: change(value)};
};

/** What a platform changes from one release to the next, in findings and in assets; a record without the key stays as it is. */
const drifts: readonly Drift[] = [
	record => inside(record, 'port', port => swap(port, 'port', String)),
	record => swap(record, 'severity_id', String),
	record => swap(record, 'severity', () => 'catastrophic'),
	record => swap(record, 'state', () => 'SUSPENDED'),
	record => inside(record, 'plugin', plugin => swap(plugin, 'id', () => '12345678901234567890')),
	record => inside(record, 'plugin', plugin => swap(plugin, 'cve', cves => (Array.isArray(cves) ? cves.join(',') : cves))),
	record => without(record, 'first_found'),
	record => swap(record, 'last_found', () => '0000-00-00T00:00:00Z'),
	record => swap(record, 'last_found', () => 1_716_908_491),
	record => swap(record, 'ipv4s', value => (Array.isArray(value) ? value[0] ?? null : value)),
	record => swap(record, 'hostnames', () => [null, 17]),
	record => swap(record, 'acr_score', () => 'high'),
	record => swap(record, 'last_seen', () => '275760-09-13T00:00:00.000Z'),
	record => without(record, 'updated_at'),
	record => swap(record, 'id', () => 'not-a-uuid'),
	record => ({...record, new_in_this_release: {nested: [1, 2, 3]}}),
];

/** One record as another release of the platform might send it. */
export const drifted = (record: JsonObject, draw: Draw): JsonObject => draw.pick(drifts)(record);
